import * as z from 'zod';
import { findVersion, seekVersion } from '../find-version.ts';
import { keyRights, namesIn, type Operation } from '../operation.ts';
import { parseParameterId } from '../parameter-name.ts';
import { readInput } from '../read-input.ts';
import { toParameter } from '../to-parameter.ts';

const input = z.strictObject({ Name: z.string().min(1).max(2_048), WithDecryption: z.boolean().optional() });

/** The newest version, or the one that `name:version` or `name:label` names. */
export const getParameter: Operation = {
  name: 'GetParameter',
  on: ({ Name }) => namesIn(Name),
  moreRights(engine, { Name, WithDecryption }) {
    const version = WithDecryption === true && typeof Name === 'string' ? seekVersion(engine, Name) : undefined;
    return version?.type === 'SecureString' ? keyRights(engine, 'kms:Decrypt', [version]) : [];
  },
  run(engine, request) {
    const { Name: id, WithDecryption: decrypt = false } = readInput(input, request);
    const { selector } = parseParameterId(id);
    return { Parameter: toParameter(engine, findVersion(engine, id), { decrypt, selector }) };
  },
};
