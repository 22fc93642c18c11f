import { type Api, type Endpoint, tokenScopesOf } from '../../../lib/contract/index.ts';
import { bankApi } from '../../api.ts';

/** Scopes of the endpoints that a role may call with a token. The bundler evaluates this module to plain data. */
const scopesOf = ({ endpoints }: Api, permissions: readonly string[]): readonly string[] => [
  ...new Set(endpoints.filter((each) => isOpenTo(each, permissions)).flatMap(({ access }) => tokenScopesOf(access))),
];

const isOpenTo = ({ permission }: Endpoint, permissions: readonly string[]) =>
  permission !== undefined && permissions.includes(permission);

/** Group of the user pool, which is a role of the API, to the scopes its members need. */
export const scopesOfGroups: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(bankApi.roles).map(([role, permissions]) => [role, scopesOf(bankApi, permissions)]),
);
