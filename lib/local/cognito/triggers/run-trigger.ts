import type * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { Json, JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { TriggerName, UserPool } from '../user-pool.ts';

/** Cognito gives a trigger five seconds, three times. */
const patienceMillis = 5_000;
const attempts = 3;

/** What every event says of where it comes from. */
export interface Occasion {
  readonly pool: UserPool;
  /** Undefined for what an administrator does without a client. */
  readonly clientId: string | undefined;
  readonly userName: string;
}

/** One trigger: what it is asked, and what its answer must look like. */
export interface TriggerEvent<Response> {
  /** As error messages call it: `PreSignUp`. */
  readonly name: TriggerName | 'PreTokenGeneration';
  readonly source: string;
  /** @default '1' */
  readonly version?: string;
  readonly request: JsonObject;
  /** What the function finds under `response`, to fill in. */
  readonly response: JsonObject;
  readonly answer: z.ZodType<Response>;
}

/**
 * Asks a function of the pool; undefined when the pool has no such trigger.
 *
 * @throws AwsError UserLambdaValidationException when the function fails, UnexpectedLambdaException when it does not
 * answer in time, InvalidLambdaResponseException when it answers something else than its event with a response
 */
export async function runTrigger<Response>(
  room: Room,
  occasion: Occasion,
  event: TriggerEvent<Response>,
): Promise<Response | undefined> {
  const functionArn =
    event.name === 'PreTokenGeneration'
      ? occasion.pool.preTokenGeneration?.functionArn
      : occasion.pool.triggers.get(event.name);
  if (functionArn === undefined) return undefined;
  const answer = await invoke(room, event.name, functionArn, toEvent(room, occasion, event));
  const parsed = event.answer.safeParse(isAnswer(answer) ? answer['response'] : undefined);
  if (!parsed.success) throw new AwsError('InvalidLambdaResponseException', 'Unrecognizable lambda output');
  return parsed.data;
}

const isAnswer = (answer: Json): answer is JsonObject =>
  typeof answer === 'object' && answer !== null && !Array.isArray(answer);

const toEvent = (room: Room, { pool, clientId, userName }: Occasion, event: TriggerEvent<unknown>): JsonObject => ({
  version: event.version ?? '1',
  triggerSource: event.source,
  region: room.environment.region,
  userPoolId: pool.id,
  userName,
  callerContext: { awsSdkVersion: 'aws-sdk-unknown-unknown', clientId: clientId ?? 'CLIENT_ID_NOT_APPLICABLE' },
  request: event.request,
  response: event.response,
});

async function invoke(room: Room, name: string, functionArn: string, event: JsonObject): Promise<Json> {
  const { invokeFunction } = room;
  if (invokeFunction === undefined) throw new Error(`${functionArn} is a trigger, and nothing here runs functions`);
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const answer = await withinPatience(() => invokeFunction(functionArn, event)).catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : 'unknown';
      throw new AwsError('UserLambdaValidationException', `${name} failed with error ${reason}.`);
    });
    if (answer !== late) return answer;
  }
  const message = `${name} invocation failed due to error: no answer within five seconds.`;
  throw new AwsError('UnexpectedLambdaException', message);
}

const late = Symbol('late');

async function withinPatience<Result>(work: () => Promise<Result>): Promise<Result | typeof late> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), patienceMillis);
  });
  try {
    return await Promise.race([work(), timeout]);
  } finally {
    clearTimeout(timer);
  }
}
