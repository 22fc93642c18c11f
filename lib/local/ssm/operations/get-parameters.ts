import * as z from 'zod';
import { seekVersion } from '../find-version.ts';
import { keyRights, namesIn, type Operation } from '../operation.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';
import { toParameter } from '../to-parameter.ts';

const input = z.strictObject({
  Names: z.array(z.string().min(1).max(2_048)).min(1).max(10),
  WithDecryption: z.boolean().optional(),
});

/** Up to ten; the names of those that are not there are listed. */
export const getParameters: Operation = {
  name: 'GetParameters',
  on: ({ Names }) => namesIn(Names),
  moreRights: (engine, { Names, WithDecryption }) =>
    WithDecryption === true && Array.isArray(Names)
      ? keyRights(
          engine,
          'kms:Decrypt',
          namesIn(Names)
            .flatMap((id) => seekVersion(engine, id) ?? [])
            .filter(({ type }) => type === 'SecureString'),
        )
      : [],
  run(engine, request) {
    const { Names: ids, WithDecryption: decrypt = false } = readInput(input, request);
    const found = [...new Set(ids)].map((id) => ({ id, version: seekVersion(engine, id) }));
    return {
      Parameters: found.flatMap(({ id, version }) =>
        version === undefined
          ? []
          : [toParameter(engine, version, { decrypt, selector: parseParameterId(id).selector })],
      ),
      InvalidParameters: found.flatMap(({ id, version }) => (version === undefined ? [id] : [])),
    };
  },
};
