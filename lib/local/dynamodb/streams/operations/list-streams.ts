import * as z from 'zod';
import { tableName } from '../../operations/members.ts';
import type { Operation } from '../../operations/operation.ts';
import { readInput } from '../../operations/read-input.ts';

const PAGE = 100;
const input = z.strictObject({
  TableName: tableName.optional(),
  ExclusiveStartStreamArn: z.string().min(37).max(1024).optional(),
  Limit: z.number().int().min(1).max(PAGE).optional(),
});

export const listStreams: Operation = {
  name: 'ListStreams',
  rights: () => [{ action: 'dynamodb:ListStreams', resource: '*' }],
  run: ({ catalog, streams }, request) => {
    const { TableName: table, ExclusiveStartStreamArn: after = '', Limit: limit = PAGE } = readInput(input, request);
    const name = table === undefined ? undefined : catalog.nameOf(table);
    // Not those of tables that the template has no longer.
    const enabled = new Set(catalog.tables.map(({ stream }) => stream?.id));
    const found = streams.store.all
      .filter(({ arn, tableName: owner }) => arn > after && (name === undefined || owner === name))
      .filter(({ id, disabledAtMillis }) => disabledAtMillis !== undefined || enabled.has(id))
      .sort((one, other) => (one.arn < other.arn ? -1 : 1));
    const page = found.slice(0, limit);
    const last = page.at(-1);
    return {
      Streams: page.map(({ arn, label, tableName: owner }) => ({
        StreamArn: arn,
        StreamLabel: label,
        TableName: owner,
      })),
      ...(last !== undefined && found.length > limit ? { LastEvaluatedStreamArn: last.arn } : {}),
    };
  },
};
