import type { Json, JsonObject } from '../../../lib/local/json.ts';
import { agree } from './compare.ts';
import type { Answer, Engine } from './engines/engine.ts';
import type { Request } from './generate/request.ts';
import { reasonFor } from './known-differences.ts';
import { tables } from './tables.ts';

/** How one request of a sequence went. */
export interface Outcome {
  readonly request: Request;
  readonly ours: Answer;
  readonly theirs: Answer;
  /** `agreed`, the id of a listed difference, or `unlisted`. */
  readonly verdict: string;
}

let sequences = 0;

const VIEWS = ['NEW_AND_OLD_IMAGES', 'NEW_IMAGE', 'OLD_IMAGE', 'KEYS_ONLY'] as const;

/**
 * Sends the same requests to both engines, on fresh tables, and compares every answer and at the end all the items and,
 * of an oracle that has streams, all that the streams of the tables told, in another view from sequence to sequence.
 * After a write on which they differ the tables are not the same any more, so the sequence ends there.
 */
export const runSequence = async (
  ours: Engine,
  oracle: Engine,
  requests: readonly Request[],
): Promise<readonly Outcome[]> => {
  sequences += 1;
  const suffix = `-${sequences}`;
  for (const engine of [ours, oracle]) {
    for (const [at, table] of tables.entries()) {
      const view = oracle.recordsOf === undefined ? undefined : VIEWS[(sequences + at) % VIEWS.length];
      const streamed = view === undefined ? {} : { streamViewType: view };
      await engine.createTable({ ...table, ...streamed, name: inSequence(table.name, suffix) });
    }
  }
  const outcomes: Outcome[] = [];
  for (const request of [...requests, ...contents, ...(oracle.recordsOf === undefined ? [] : told)]) {
    const [mine, yours] = [await send(ours, request, suffix), await send(oracle, request, suffix)];
    const verdict = agree(request, mine, yours)
      ? 'agreed'
      : (reasonFor(oracle.name, request, mine, yours) ?? 'unlisted');
    outcomes.push({ request, ours: mine, theirs: yours, verdict });
    if (verdict !== 'agreed' && isWrite(request) && (mine.ok || yours.ok)) break;
  }
  return outcomes;
};

const contents: readonly Request[] = tables.map(({ name }) => ({
  operation: 'Scan',
  compare: 'unordered',
  input: { TableName: name },
}));

const told: readonly Request[] = tables.map(({ name }) => ({
  operation: 'GetRecords',
  compare: 'exactly',
  input: { TableName: name },
}));

const isWrite = ({ operation }: Request): boolean =>
  !['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems', 'GetRecords'].includes(operation);

const inSequence = (name: string, suffix: string): string => name.replace('@', 't-') + suffix;

/** Sends one request, reading on page by page where pages cannot be compared. */
const send = async (engine: Engine, request: Request, suffix: string): Promise<Answer> => {
  if (request.operation === 'GetRecords' && engine.recordsOf !== undefined)
    return engine.recordsOf(inSequence(String(request.input['TableName']), suffix));
  const call = async (input: JsonObject) => {
    const answer = await engine.call(request.operation, JSON.parse(toSequence(JSON.stringify(input), suffix)));
    return JSON.parse(JSON.stringify(answer).replaceAll(/t-([a-z]+)-\d+/g, '@$1')) as Answer; // as it was
  };
  const first = await call(request.input);
  if (request.compare !== 'unordered' || !first.ok) return first;
  const { Items: items, LastEvaluatedKey: last, ...rest } = first.output;
  if (last === undefined) return first;
  const pages = [...list(items)];
  let [count, scanned, key] = [Number(rest['Count']), Number(rest['ScannedCount']), last as Json | undefined];
  while (key !== undefined) {
    const next = await call({ ...request.input, ExclusiveStartKey: key });
    if (!next.ok) return next;
    pages.push(...list(next.output['Items']));
    count += Number(next.output['Count']);
    scanned += Number(next.output['ScannedCount']);
    key = next.output['LastEvaluatedKey'];
  }
  return {
    ok: true,
    output: { ...rest, ...(items === undefined ? {} : { Items: pages }), Count: count, ScannedCount: scanned },
  };
};

const toSequence = (text: string, suffix: string): string => text.replaceAll(/@([a-z]+)/g, `t-$1${suffix}`);

const list = (items: Json | undefined): readonly Json[] => (Array.isArray(items) ? items : []);
