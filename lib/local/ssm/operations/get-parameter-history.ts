import * as z from 'zod';
import { parameterNotFound } from '../errors.ts';
import { keyRights, namesIn, type Operation } from '../operation.ts';
import { pageOf } from '../page.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';
import { shownValue, toMetadata } from '../to-parameter.ts';

const LARGEST_PAGE = 50;
const input = z.strictObject({
  Name: z.string().min(1).max(2_048),
  WithDecryption: z.boolean().optional(),
  MaxResults: z.number().int().min(1).max(LARGEST_PAGE).optional(),
  NextToken: z.string().min(1).optional(),
});

/** Every version that is kept, oldest first. */
export const getParameterHistory: Operation = {
  name: 'GetParameterHistory',
  on: ({ Name }) => namesIn(Name),
  moreRights: (engine, { Name, WithDecryption }) =>
    WithDecryption === true && typeof Name === 'string'
      ? keyRights(
          engine,
          'kms:Decrypt',
          engine.store.versions(parseParameterId(Name).name).filter(({ type }) => type === 'SecureString'),
        )
      : [],
  run(engine, request) {
    const {
      Name,
      WithDecryption: decrypt = false,
      MaxResults: size = LARGEST_PAGE,
      NextToken: token,
    } = readInput(input, request);
    const { name } = parseParameterId(Name);
    const versions = engine.store.versions(name);
    if (versions.length === 0) throw parameterNotFound(name);
    const labels = [...engine.store.labels(name)];
    const { page, next } = pageOf(versions, ({ version }) => String(version), { size, token });
    return {
      Parameters: page.map((version) => ({
        ...toMetadata(version),
        Value: shownValue(engine, version, decrypt),
        Labels: labels.filter(([, labelled]) => labelled === version.version).map(([label]) => label),
      })),
      ...next,
    };
  },
};
