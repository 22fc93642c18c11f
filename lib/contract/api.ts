import { ContractError } from './contract-error.ts';
import type { Permission } from './declaration.ts';
import type { Endpoint } from './endpoint.ts';

/** Role to what it may do. Endpoints ask for permissions, never for roles. */
export type Roles = Readonly<Record<string, readonly Permission[]>>;

/** All that is deployed behind one stage: the endpoints, and what each role may do. {@link api} makes it. */
export interface Api {
  readonly title: string;
  /** Semantic version of the API, as the documentation shows it. */
  readonly version: string;
  readonly description: string | undefined;
  readonly endpoints: readonly Endpoint[];
  readonly roles: Roles;
}

/**
 * Gathers endpoints and roles into one API.
 *
 * @throws ContractError when two endpoints have one route, two paths differ only in the name of a parameter, one problem
 * code means two things, a permission that an endpoint asks for is held by no role, or a resource whose version is shown can
 * be changed without it.
 */
export function api(declaration: {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly endpoints: readonly Endpoint[];
  readonly roles: Roles;
}): Api {
  const { title, version, description, endpoints, roles } = declaration;
  assertDistinct(endpoints.map((each) => ({ key: `${each.method} ${skeleton(each.path)}`, route: each.route })));
  assertSameParameterNames(endpoints);
  assertSameProblems(endpoints);
  for (const each of endpoints) assertGranted(each, roles);
  for (const each of endpoints) assertVersionChecked(each, endpoints);
  for (const each of endpoints) assertViewed(each, roles);
  return Object.freeze({ title, version, description, endpoints, roles });
}

/** The roles that hold a permission, in alphabetical order. */
export const rolesHolding = (roles: Roles, permission: Permission): readonly string[] =>
  Object.keys(roles)
    .filter((role) => roles[role]?.includes(permission))
    .sort();

/** `/accounts/{id}` and `/accounts/{accountId}` are one route to the gateway. */
const skeleton = (path: string): string => path.replaceAll(/\{[^}]*\}/g, '{}');

function assertDistinct(routes: readonly { readonly key: string; readonly route: string }[]): void {
  const seen = new Map<string, string>();
  for (const { key, route } of routes) {
    const first = seen.get(key);
    if (first !== undefined) throw new ContractError(route, `is declared twice (the other is '${first}')`);
    seen.set(key, route);
  }
}

/** API Gateway has one resource for one path part: `/a/{x}` and `/a/{y}/b` cannot both exist. */
function assertSameParameterNames(endpoints: readonly Endpoint[]): void {
  const names = new Map<string, { readonly name: string; readonly route: string }>();
  for (const each of endpoints) {
    const parts = each.path.split('/');
    for (const [index, name] of parts.entries()) {
      if (!name.startsWith('{')) continue;
      const place = skeleton(parts.slice(0, index + 1).join('/'));
      const other = names.get(place);
      if (other !== undefined && other.name !== name) {
        throw new ContractError(each.route, `calls a parameter ${name} that '${other.route}' calls ${other.name}`);
      }
      names.set(place, { name, route: each.route });
    }
  }
}

/** A client switches on the code: it means the same wherever it is answered. */
function assertSameProblems(endpoints: readonly Endpoint[]): void {
  const meanings = new Map<string, { readonly meaning: string; readonly route: string }>();
  for (const { route, problems } of endpoints) {
    for (const [code, { status, title }] of Object.entries(problems)) {
      const meaning = `${status} ${title}`;
      const first = meanings.get(code);
      if (first !== undefined && first.meaning !== meaning) {
        throw new ContractError(route, `means something else by the problem '${code}' than '${first.route}'`);
      }
      meanings.set(code, { meaning, route });
    }
  }
}

/** A role without a view would be refused, and a view without a role would wait for one to be named so. */
function assertViewed({ route, permission, viewRoles }: Endpoint, roles: Roles): void {
  if (viewRoles.length === 0 || permission === undefined) return;
  const held = rolesHolding(roles, permission);
  if ([...viewRoles].sort().join() === held.join()) return;
  throw new ContractError(route, `has views of ${viewRoles.join()}, but '${permission}' is held by ${held.join()}`);
}

const changing: ReadonlySet<string> = new Set(['PUT', 'PATCH', 'DELETE']);

/** One way to change a resource unseen is enough to lose what somebody else wrote. */
function assertVersionChecked({ route, method, path, version }: Endpoint, endpoints: readonly Endpoint[]): void {
  if (!changing.has(method) || version === 'checked') return;
  const shown = endpoints.find((other) => other.path === path && other.version !== 'none');
  if (shown === undefined) return;
  throw new ContractError(route, `changes without \`version: 'checked'\` what '${shown.route}' shows the version of`);
}

function assertGranted(each: Endpoint, roles: Roles): void {
  if (each.permission === undefined || rolesHolding(roles, each.permission).length > 0) return;
  throw new ContractError(each.route, `asks for permission '${each.permission}', which no role holds`);
}
