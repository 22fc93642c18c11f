import * as z from 'zod';
import { AwsError, type AwsOperation } from '../aws-service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';
import { readMembers } from '../read-members.ts';
import type { Engine } from './engine.ts';

const MOST_ENTRIES = 10;
const LARGEST = 1_048_576;
/** The end of the year 9999: later times have no form in an event. */
const LATEST_SECONDS = 253_402_300_799;

const entry = z.strictObject({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().min(1).optional(),
  Resources: z.array(z.string()).optional(),
  Time: z.number().min(0).max(LATEST_SECONDS).optional(),
  TraceHeader: z.string().optional(),
});

const input = z.strictObject({ Entries: z.array(entry).min(1).max(MOST_ENTRIES) });

type Entry = z.infer<typeof entry>;

/** Hands events to the rules of a bus, each on its own; answered when every target has taken what is for it. */
export const putEvents = (engine: Engine): AwsOperation => ({
  name: 'PutEvents',
  authorization: 'signed',
  rights: ({ Entries: entries }) =>
    (Array.isArray(entries) ? entries : []).filter(isJsonObject).map(({ EventBusName, Source, DetailType }) => ({
      action: 'events:PutEvents',
      resource: engine.busArn(typeof EventBusName === 'string' ? EventBusName : 'default'),
      context: {
        ...(typeof Source === 'string' ? { 'events:source': [Source] } : {}),
        ...(typeof DetailType === 'string' ? { 'events:detail-type': [DetailType] } : {}),
      },
    })),
  async run(request, { nowMillis }) {
    const { Entries: entries } = readMembers(input, request, (message) => new AwsError('ValidationException', message));
    const size = entries.reduce((sum, each) => sum + Buffer.byteLength(JSON.stringify(each)), 0);
    if (!(size <= LARGEST))
      throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
    const answers = await Promise.all(entries.map((each) => putOne(engine, each, nowMillis)));
    return {
      FailedEntryCount: answers.filter((answer) => 'ErrorCode' in answer).length,
      Entries: answers,
    };
  },
});

const putOne = async (engine: Engine, put: Entry, nowMillis: number): Promise<JsonObject> => {
  const refused = refusalOf(engine, put);
  if (refused !== undefined) return { ErrorCode: refused.code, ErrorMessage: refused.message };
  const detail: JsonObject = JSON.parse(put.Detail ?? ''); // refusalOf() has parsed it
  const event = engine.newEvent({
    source: put.Source ?? '',
    detailType: put.DetailType ?? '',
    detail,
    resources: put.Resources ?? [],
    timeMillis: put.Time === undefined ? nowMillis : put.Time * 1_000,
  });
  await engine.dispatch(engine.busArn(put.EventBusName ?? 'default'), event);
  return { EventId: event['id'] };
};

const refusalOf = (engine: Engine, { Source, DetailType, Detail, EventBusName = 'default' }: Entry) => {
  const missing = Object.entries({ Source, DetailType, Detail }).find(
    ([, value]) => value === undefined || value === '',
  );
  if (missing !== undefined)
    return {
      code: 'InvalidArgument',
      message: `Parameter ${missing[0]} is not valid. Reason: ${missing[0]} is a required argument.`,
    };
  if (Source?.startsWith('aws.') === true) {
    return { code: 'NotAuthorizedForSourceException', message: 'Not authorized for the source.' };
  }
  if (!isObjectText(Detail)) return { code: 'MalformedDetail', message: 'Detail is malformed.' };
  if (!engine.hasBus(engine.busArn(EventBusName))) {
    return { code: 'ResourceNotFoundException', message: `Event bus ${EventBusName} does not exist.` };
  }
  return undefined;
};

const isObjectText = (text: string | undefined): boolean => {
  try {
    return isJsonObject(JSON.parse(text ?? ''));
  } catch {
    return false;
  }
};
