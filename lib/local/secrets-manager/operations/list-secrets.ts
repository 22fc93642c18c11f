import * as z from 'zod';
import { describe, versionsWithLabels } from '../describe.ts';
import type { Engine } from '../engine.ts';
import type { Operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { readInput } from '../read-input.ts';
import { filters, matchesFilters } from '../secret-filters.ts';
import type { Secret } from '../secret-store.ts';

const PAGE = 100;
const sortKeys = {
  name: undefined,
  'created-date': ({ createdAtMillis }: Secret) => createdAtMillis,
  'last-changed-date': ({ changedAtMillis }: Secret) => changedAtMillis,
  'last-accessed-date': ({ arn }: Secret, { states }: Engine) => states.of(arn).accessedAtMillis ?? 0,
} as const;

const input = z.strictObject({
  MaxResults: z.number().int().min(1).max(PAGE).optional(),
  NextToken: z.string().min(1).max(4096).optional(),
  SortOrder: z.enum(['asc', 'desc']).optional(),
  SortBy: z.enum(['name', 'created-date', 'last-changed-date', 'last-accessed-date']).optional(),
  IncludePlannedDeletion: z.boolean().optional(),
  Filters: filters.optional(),
});

/** By name, unless told otherwise. The token of a page is the name before its first. */
export const listSecrets: Operation = {
  name: 'ListSecrets',
  on: 'all',
  run: (engine, request) => {
    const members = readInput(input, request);
    const wanted = engine.catalog.secrets.filter(
      (secret) =>
        matchesFilters(secret, members.Filters) &&
        (members.IncludePlannedDeletion === true || engine.states.of(secret.arn).deletesAtMillis === undefined),
    );
    const keyOf = sortKeys[members.SortBy ?? 'name'];
    const sorted =
      keyOf === undefined ? wanted : wanted.toSorted((one, two) => keyOf(one, engine) - keyOf(two, engine));
    const all = members.SortOrder === 'desc' ? sorted.toReversed() : sorted;
    const { page, more } = pageOf(all, ({ name }) => name, members, PAGE);
    return {
      SecretList: page.map((secret) => ({
        ...describe(engine, secret),
        SecretVersionsToStages: versionsWithLabels(engine.store.stages(secret.arn)),
      })),
      ...more,
    };
  },
};
