import type { Api, Endpoint } from '../../../lib/contract/index.ts';
import { bankApi } from '../../api.ts';

/** Scopes of the bearer endpoints that a role may call. The bundler evaluates this module to plain data. */
const scopesOf = ({ endpoints }: Api, permissions: readonly string[]): readonly string[] => [
  ...new Set(endpoints.filter((each) => isOpenTo(each, permissions)).flatMap(({ access }) => bearerScopes(access))),
];

const isOpenTo = ({ permission }: Endpoint, permissions: readonly string[]) =>
  permission !== undefined && permissions.includes(permission);

const bearerScopes = (access: Endpoint['access']) => (access.kind === 'bearer' ? access.scopes : []);

/** Group of the user pool, which is a role of the API, to the scopes its members need. */
export const scopesOfGroups: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(bankApi.roles).map(([role, permissions]) => [role, scopesOf(bankApi, permissions)]),
);
