import * as z from 'zod';
import type { Operation } from '../operation.ts';
import { arnOfParameter } from '../operation.ts';
import { pageOf } from '../page.ts';
import { filtered, parameterFilter } from '../parameter-filters.ts';
import { readInput } from '../read-input.ts';
import { toMetadata } from '../to-parameter.ts';

const LARGEST_PAGE = 50;
const input = z.strictObject({
  ParameterFilters: z.array(parameterFilter).optional(),
  MaxResults: z.number().int().min(1).max(LARGEST_PAGE).optional(),
  NextToken: z.string().min(1).optional(),
});

/** What there is, without values. */
export const describeParameters: Operation = {
  name: 'DescribeParameters',
  on: () => 'all',
  run(engine, request) {
    const { ParameterFilters, MaxResults: size = LARGEST_PAGE, NextToken: token } = readInput(input, request);
    const found = filtered(engine, engine.store.all(), ParameterFilters ?? [], 'describe');
    const { page, next } = pageOf(found, ({ name }) => name, { size, token });
    return {
      Parameters: page.map((version) => ({ ...toMetadata(version), ARN: arnOfParameter(engine, version.name) })),
      ...next,
    };
  },
};
