import { ConditionalCheckFailedException, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lib/contract/index.ts';
import {
  type BucketState,
  dayOf,
  latestFullAtMicros,
  microsPerToken,
  type RatePlan,
  restingBucket,
  type Take,
  violatedBy,
} from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { requiredVariable } from '../required-variable.ts';

type Item = NonNullable<ConditionalCheckFailedException['Item']>;

/** A wrong guess, another's take in between, and the right update: the moment of a bucket only grows, so there is no fourth. */
const attempts = 3;

/** When the buckets were last seen to be full, so that the next take begins with the right update. */
const seen = new Map<string, number>();
const mostSeen = 1_000;

/**
 * Takes a token from the bucket of a client, and counts it against the client's day.
 *
 * It is one conditional update, and nothing is read before: of many who take at the same time, as many get a token as the
 * bucket holds. A bucket that has rested is filled by another update than one that is in use; which of them is meant is
 * guessed from what this instance saw last, and where that was wrong there is a second update.
 *
 * @throws Error of the table: who cannot be counted is not let in.
 */
export async function takeToken(clientId: string, plan: RatePlan, nowMillis: number = Date.now()): Promise<Take> {
  const nowMicros = Math.floor(nowMillis * 1_000);
  let state = { ...restingBucket, fullAtMicros: seen.get(clientId) ?? 0 };
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const outcome = await update(clientId, plan, nowMicros, state.fullAtMicros > nowMicros);
    state = outcome.state;
    note(clientId, state.fullAtMicros);
    if (outcome.taken) return { state, violated: [], nowMicros };
    const violated = violatedBy(plan, state, nowMicros);
    if (violated.length > 0) return { state, violated, nowMicros };
  }
  return { state, violated: ['burst'], nowMicros };
}

interface Outcome {
  readonly taken: boolean;
  readonly state: BucketState;
}

async function update(clientId: string, plan: RatePlan, nowMicros: number, inUse: boolean): Promise<Outcome> {
  const [today, yesterday] = [dayOf(nowMicros), dayOf(nowMicros - 86_400_000_000)].map((day) => `taken-${day}`);
  const { set, condition, values } = inUse ? fromUsed(plan, nowMicros) : fromResting(plan, nowMicros);
  const command = new UpdateItemCommand({
    TableName: requiredVariable(environment.rateLimitTable),
    Key: { client: { S: clientId } },
    UpdateExpression: `SET fullAtMicros = ${set}, expiresAt = :end ADD #today :one REMOVE #yesterday`,
    ConditionExpression: `(${condition}) AND (attribute_not_exists(#today) OR #today < :quota)`,
    ExpressionAttributeNames: { '#today': String(today), '#yesterday': String(yesterday) },
    ExpressionAttributeValues: {
      ...values,
      ':one': N(1),
      ':quota': N(plan.requestsPerDay),
      ':end': N(endSeconds(plan, nowMicros)),
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  });
  try {
    const { Attributes: item } = await dynamodb.send(command);
    return { taken: true, state: toState(item, String(today)) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { taken: false, state: toState(error.Item, String(today)) };
  }
}

/** The bucket is not full: the token is added to what is already missing. */
const fromUsed = (plan: RatePlan, nowMicros: number) => ({
  set: 'fullAtMicros + :cost',
  condition: 'fullAtMicros > :now AND fullAtMicros <= :latest',
  values: {
    ':now': N(nowMicros),
    ':cost': N(microsPerToken(plan)),
    ':latest': N(latestFullAtMicros(plan, nowMicros)),
  },
});

/** The bucket is full, and holds no more for having rested longer. */
const fromResting = (plan: RatePlan, nowMicros: number) => ({
  set: ':next',
  condition: 'attribute_not_exists(fullAtMicros) OR fullAtMicros <= :now',
  values: { ':now': N(nowMicros), ':next': N(nowMicros + microsPerToken(plan)) },
});

/** An item may go when its bucket is full and its day is over. */
const endSeconds = (plan: RatePlan, nowMicros: number): number =>
  Math.ceil((nowMicros + plan.burst * microsPerToken(plan)) / 1_000_000) + 2 * 86_400;

const N = (value: number) => ({ N: String(value) });

const toState = (item: Item | undefined, today: string): BucketState => ({
  fullAtMicros: Number(item?.['fullAtMicros']?.N ?? 0),
  takenToday: Number(item?.[today]?.N ?? 0),
});

/** Bounded: what was seen first is forgotten first. */
function note(clientId: string, fullAtMicros: number): void {
  seen.delete(clientId);
  seen.set(clientId, fullAtMicros);
  const [oldest] = seen.size > mostSeen ? seen.keys() : [];
  if (oldest !== undefined) seen.delete(oldest);
}
