import * as z from 'zod';
import { invalidParameter } from '../errors.ts';
import { type Operation, urlOfQueue } from '../operation.ts';
import { readInput } from '../read-input.ts';

const PAGE = 1_000;
const input = z.strictObject({
  QueueNamePrefix: z.string().optional(),
  MaxResults: z.number().int().min(1).max(PAGE).optional(),
  NextToken: z.string().min(1).optional(),
});

/** By name. The token of a page is the name before its first. */
export const listQueues: Operation = {
  name: 'ListQueues',
  on: 'all',
  run(engine, request) {
    const { QueueNamePrefix: prefix = '', MaxResults: size, NextToken: token } = readInput(input, request);
    const names = engine.queues.all().flatMap(({ name }) => (name.startsWith(prefix) ? [name] : []));
    const before = token === undefined ? -1 : names.indexOf(token);
    if (token !== undefined && before === -1) throw invalidParameter('The NextToken is not valid.');
    const page = names.slice(before + 1, before + 1 + (size ?? PAGE));
    const last = page.at(-1);
    return {
      QueueUrls: page.map((name) => urlOfQueue(engine, name)),
      ...(size !== undefined && last !== undefined && last !== names.at(-1) ? { NextToken: last } : {}),
    };
  },
};
