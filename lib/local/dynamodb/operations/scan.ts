import * as z from 'zod';
import { assertScalarKeys } from '../check-paths.ts';
import { validationError } from '../errors.ts';
import { assertExpressionMembers } from '../expressions/expression-members.ts';
import { readExpressions } from '../expressions/expressions.ts';
import { BEYOND, DIGEST_BYTES } from '../storage/item-key.ts';
import { paged } from './members.ts';
import type { Operation } from './operation.ts';
import { readInput } from './read-input.ts';
import { readPage } from './read-page.ts';
import { rightTo } from './rights.ts';
import { findSource } from './source.ts';
import { assertInSegment, parseStartKey, startAfter } from './start-after.ts';

const MAX_SEGMENTS = 1_000_000;

const input = z.strictObject({
  ...paged,
  Segment: z
    .number()
    .int()
    .min(0)
    .max(MAX_SEGMENTS - 1)
    .optional(),
  TotalSegments: z.number().int().min(1).max(MAX_SEGMENTS).optional(),
});

export const scan: Operation = {
  name: 'Scan',
  rights: (engine, request) => [rightTo(engine, 'Scan', request)],
  run: (engine, request) => {
    const members = readInput(input, request);
    assertExpressionMembers(members, ['ProjectionExpression', 'FilterExpression']);
    const startKey = parseStartKey(members.ExclusiveStartKey);
    const { from, to } = segmentOf(members.Segment, members.TotalSegments);
    const expressions = readExpressions(members);
    const source = findSource(engine, members);
    const range = { kind: 'scan', from, to } as const;
    const start = startKey === undefined ? undefined : startAfter(source, 'scan', startKey);
    if (start !== undefined) assertInSegment(range, start, members);
    assertScalarKeys(source.table, expressions.projection);
    return readPage(engine, source, { range, start }, members, expressions);
  },
};

/** Partitions begin with a digest: a segment is an equal share of all digests. */
const segmentOf = (segment: number | undefined, total: number | undefined) => {
  if (segment === undefined && total === undefined) return { from: new Uint8Array(0), to: BEYOND };
  if (total === undefined) {
    throw validationError(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (segment === undefined) {
    throw validationError(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (!(segment < total)) {
    throw validationError(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${segment} is not less than TotalSegments: ${total}`,
    );
  }
  return { from: digestAt(segment, total), to: segment + 1 === total ? BEYOND : digestAt(segment + 1, total) };
};

const digestAt = (segment: number, total: number): Uint8Array => {
  const digest = Buffer.alloc(DIGEST_BYTES);
  digest.writeUInt32BE(Math.floor((segment / total) * 2 ** (8 * DIGEST_BYTES)));
  return digest;
};
