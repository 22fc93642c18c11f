import * as z from 'zod';
import { AwsError } from '../../aws-service.ts';
import type { Operation } from '../operation.ts';
import { readInput } from '../read-input.ts';
import { describe, versionsWithLabels } from './describe-secret.ts';

const PAGE = 100;
const input = z.strictObject({
  MaxResults: z.number().int().min(1).max(PAGE).optional(),
  NextToken: z.string().min(1).max(4096).optional(),
  SortOrder: z.enum(['asc', 'desc']).optional(),
  IncludePlannedDeletion: z.boolean().optional(),
});

/** By name. The token of a page is the name before its first. */
export const listSecrets: Operation = {
  name: 'ListSecrets',
  on: 'all',
  run: ({ catalog, store }, request) => {
    const { MaxResults: size = PAGE, NextToken: token, SortOrder: order = 'asc' } = readInput(input, request);
    const sorted = catalog.secrets.toSorted((one, two) => (one.name < two.name ? -1 : 1));
    const all = order === 'asc' ? sorted : sorted.reverse();
    const before = token === undefined ? -1 : all.findIndex(({ name }) => name === token);
    if (token !== undefined && before === -1)
      throw new AwsError('InvalidNextTokenException', 'The NextToken is not valid');
    const page = all.slice(before + 1, before + 1 + size);
    const last = page.at(-1);
    return {
      SecretList: page.map((secret) => ({
        ...describe(secret),
        SecretVersionsToStages: versionsWithLabels(store.stages(secret.arn)),
      })),
      ...(last !== undefined && last !== all.at(-1) ? { NextToken: last.name } : {}),
    };
  },
};
