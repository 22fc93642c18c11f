import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { environment } from '../../lib/contract/index.ts';
import { admitSession, type PresentedSession, type SessionVerdict } from '../../lib/handler/index.ts';
import { dynamodb } from '../dynamodb.ts';
import { ifHeld } from '../if-held.ts';
import { requiredVariable } from '../required-variable.ts';
import { rememberedSeconds, sessionLimits } from './limits.ts';
import { type StoredSessions, toAttributes, toStored } from './session-item.ts';

/** Requests of one subject at the same time write one after the other; more turns than this no honest client needs. */
const turns = 4;

/**
 * Whether a session goes on; its use is noted now and then.
 *
 * @throws Error of the table, or after too many writers at once: who cannot ask must refuse
 */
export async function admit(session: PresentedSession): Promise<SessionVerdict> {
  for (let turn = 0; turn < turns; turn += 1) {
    const stored = await load(session.subject);
    const { verdict, next } = admitSession(stored.record, session, sessionLimits);
    if (next === undefined || (await store(session, stored, toAttributes(next)))) return verdict;
  }
  throw new Error('the sessions of a subject are written by too many at once');
}

async function load(subject: string): Promise<StoredSessions> {
  const { Item: item } = await dynamodb.send(
    new GetItemCommand({
      TableName: requiredVariable(environment.sessionTable),
      Key: { subject: { S: subject } },
      ConsistentRead: true,
    }),
  );
  return toStored(item ?? {});
}

/** Writes what was decided, if nobody wrote since it was read. A sign-out is no write of these attributes. */
async function store(
  { subject, nowSeconds }: PresentedSession,
  { version }: StoredSessions,
  { lastUsed, ended }: ReturnType<typeof toAttributes>,
): Promise<boolean> {
  const command = new UpdateItemCommand({
    TableName: requiredVariable(environment.sessionTable),
    Key: { subject: { S: subject } },
    UpdateExpression: 'SET lastUsed = :lastUsed, ended = :ended, version = :next, expiresAt = :expiresAt',
    ConditionExpression: version === 0 ? 'attribute_not_exists(version)' : 'version = :version',
    ExpressionAttributeValues: {
      ':lastUsed': lastUsed,
      ':ended': ended,
      ':next': { N: String(version + 1) },
      ':expiresAt': { N: String(Math.floor(nowSeconds) + rememberedSeconds) },
      ...(version > 0 && { ':version': { N: String(version) } }),
    },
  });
  return (await ifHeld(dynamodb.send(command))) !== undefined;
}
