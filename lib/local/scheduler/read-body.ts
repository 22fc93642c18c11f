import type * as z from 'zod';
import type { AwsRestRequest } from '../aws-service.ts';
import { isJsonObject } from '../json.ts';
import { readMembers } from '../read-members.ts';
import { invalid } from './errors.ts';

/** @throws AwsError `ValidationException` */
export const readBody = <Body>(schema: z.ZodType<Body>, { body }: Pick<AwsRestRequest, 'body'>): Body =>
  readMembers(schema, parse(body), invalid);

const parse = (body: Buffer) => {
  let parsed: unknown;
  try {
    parsed = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    parsed = undefined;
  }
  if (!isJsonObject(parsed)) throw invalid('The body must be a JSON object.');
  return parsed;
};

/** @throws AwsError `ValidationException` for a parameter that is not listed */
export const readQuery = <Name extends string>(
  { query }: Pick<AwsRestRequest, 'query'>,
  names: readonly Name[],
): Readonly<Partial<Record<Name, string>>> => {
  const unknown = [...query.keys()].find((name) => !names.some((known) => known === name));
  if (unknown !== undefined) throw invalid(`The local runtime does not know the parameter ${unknown}`);
  const found = names.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found) as Partial<Record<Name, string>>; // keys of the list only
};
