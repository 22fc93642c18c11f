import * as z from 'zod';
import { invalid } from '../errors.ts';
import { type Engine, keyRights, namesIn, type Operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import type { ParameterVersion } from '../parameter.ts';
import { filtered, isBelow, parameterFilter } from '../parameter-filters.ts';
import { readInput } from '../read-input.ts';
import { toParameter } from '../to-parameter.ts';

const LARGEST_PAGE = 10;
const input = z.strictObject({
  Path: z.string().min(1).max(2_048),
  Recursive: z.boolean().optional(),
  ParameterFilters: z.array(parameterFilter).optional(),
  WithDecryption: z.boolean().optional(),
  MaxResults: z.number().int().min(1).max(LARGEST_PAGE).optional(),
  NextToken: z.string().min(1).optional(),
});

/** The parameters of one level of a hierarchy, or of all below it, a page at a time. */
export const getParametersByPath: Operation = {
  name: 'GetParametersByPath',
  on: ({ Path }) => namesIn(Path),
  moreRights: (engine, { Path, Recursive, WithDecryption }) =>
    WithDecryption === true && typeof Path === 'string'
      ? keyRights(
          engine,
          'kms:Decrypt',
          below(engine, Path, Recursive === true).filter(({ type }) => type === 'SecureString'),
        )
      : [],
  run(engine, request) {
    const { Path, Recursive, ParameterFilters, WithDecryption, MaxResults, NextToken } = readInput(input, request);
    if (!Path.startsWith('/')) throw invalid('The parameter path must begin with a slash (/).');
    const found = filtered(engine, below(engine, Path, Recursive ?? false), ParameterFilters ?? [], 'path');
    const { page, next } = pageOf(found, ({ name }) => name, { size: MaxResults ?? LARGEST_PAGE, token: NextToken });
    return {
      Parameters: page.map((version) => toParameter(engine, version, { decrypt: WithDecryption ?? false })),
      ...next,
    };
  },
};

const below = ({ store }: Engine, path: string, recursive: boolean): readonly ParameterVersion[] =>
  store.all().filter(({ name }) => isBelow(name, path, { recursive }));
