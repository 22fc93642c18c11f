import { invalidParameter } from './refusals.ts';
import type { User } from './store/users.ts';

/** What `ListUsers` can search by; custom attributes are not among them. */
const searchable = {
  username: (user) => user.username,
  sub: (user) => user.sub,
  status: (user) => (user.enabled ? 'Enabled' : 'Disabled'),
  'cognito:user_status': (user) => user.status,
  email: (user) => user.attributes.get('email'),
  phone_number: (user) => user.attributes.get('phone_number'),
  name: (user) => user.attributes.get('name'),
  given_name: (user) => user.attributes.get('given_name'),
  family_name: (user) => user.attributes.get('family_name'),
  preferred_username: (user) => user.attributes.get('preferred_username'),
} as const satisfies Record<string, (user: User) => string | undefined>;

const readers: ReadonlyMap<string, (user: User) => string | undefined> = new Map(Object.entries(searchable));

/** `name = "value"` or `name ^= "beginning"`; a quote or backslash inside the value has a backslash before it. */
const grammar = /^\s*([a-z_:]+)\s*(\^?=)\s*"((?:[^"\\]|\\["\\])*)"\s*$/i;

/**
 * Parses the `Filter` of `ListUsers`.
 *
 * @throws AwsError InvalidParameterException for what is no filter, or names an attribute that cannot be searched
 */
export function parseUserFilter(filter: string): (user: User) => boolean {
  const [, name = '', operator, quoted = ''] = grammar.exec(filter) ?? [];
  if (operator === undefined) throw invalidParameter('Error while parsing filter');
  const read = readers.get(name);
  if (read === undefined) throw invalidParameter(`One or more requested attributes are not searchable: ${name}`);
  const value = quoted.replaceAll(/\\(["\\])/g, '$1');
  return operator === '=' ? (user) => read(user) === value : (user) => read(user)?.startsWith(value) ?? false;
}
