import { createHash } from 'node:crypto';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import { resourceNotFound } from './refusals.ts';
import type { Database } from './store/database.ts';
import type { OwnGroups } from './store/own-groups.ts';
import type {
  AppClient,
  AppClientDeclaration,
  DomainDeclaration,
  Group,
  GroupDeclaration,
  ResourceServer,
  UserPool,
  UserPoolDeclaration,
} from './user-pool.ts';

/** The pools and clients of the template, found by id. Lookups refuse as AWS does; declarations throw plain errors. */
export class Declared {
  readonly #environment: LocalEnvironment;
  readonly #database: Database;
  readonly #ownGroups: OwnGroups;
  readonly #pools = new Map<string, UserPool>();
  readonly #clients = new Map<string, AppClient>();

  constructor(environment: LocalEnvironment, database: Database, ownGroups: OwnGroups) {
    this.#environment = environment;
    this.#database = database;
    this.#ownGroups = ownGroups;
  }

  get pools(): readonly UserPool[] {
    return [...this.#pools.values()];
  }

  pool(id: string): UserPool {
    const pool = this.#pools.get(id);
    if (pool === undefined) throw resourceNotFound(`User pool ${id} does not exist.`);
    return pool;
  }

  client(id: string): AppClient {
    const client = this.#clients.get(id);
    if (client === undefined) throw resourceNotFound(`User pool client ${id} does not exist.`);
    return client;
  }

  findClient(id: string): AppClient | undefined {
    return this.#clients.get(id);
  }

  clientsOf(pool: UserPool): readonly AppClient[] {
    return [...this.#clients.values()].filter(({ userPoolId }) => userPoolId === pool.id);
  }

  clientOf(pool: UserPool, clientId: string): AppClient {
    const client = this.#clients.get(clientId);
    if (client?.userPoolId !== pool.id) throw resourceNotFound(`User pool client ${clientId} does not exist.`);
    return client;
  }

  group(pool: UserPool, name: string): Group {
    const group = pool.groups.get(name);
    if (group === undefined) throw resourceNotFound('Group not found.');
    return group;
  }

  addPool(declaration: UserPoolDeclaration): UserPool {
    const { region } = this.#environment;
    const id = `${region}_${idFrom(`pool ${declaration.uniqueSuffix}`, base62, 9)}`;
    const pool: UserPool = {
      ...declaration,
      id,
      arn: arnOf(this.#environment, 'cognito-idp', `userpool/${id}`),
      issuer: `https://cognito-idp.${region}.amazonaws.com/${id}`,
      declaredAt: this.#firstDeclaration(id),
      groups: new Map(this.#ownGroups.list(id).map((group) => [group.name, group])),
      resourceServers: new Map(),
      domain: undefined,
      managedLogin: false,
    };
    this.#pools.set(id, pool);
    return pool;
  }

  /** @throws when the client may use a scope that no resource server of its pool has, as CloudFormation would. */
  addClient(declaration: AppClientDeclaration): AppClient {
    const pool = this.pool(declaration.userPoolId);
    const known = customScopesOf(pool);
    for (const scope of declaration.oauth.scopes) {
      if (!known.has(scope) && !standardScopes.has(scope)) throw new Error(`scope '${scope}' does not exist`);
    }
    const id = idFrom(`client ${declaration.uniqueSuffix}`, base36, 26);
    const client = { ...declaration, id, declaredAt: this.#firstDeclaration(id) };
    this.#clients.set(id, client);
    return client;
  }

  addGroup(declaration: GroupDeclaration): void {
    const { userPoolId, name } = declaration;
    const declaredAt = this.#firstDeclaration(`${userPoolId}/group/${name}`);
    this.pool(userPoolId).groups.set(name, { ...declaration, declaredAt, modifiedAt: declaredAt, own: false });
  }

  addResourceServer(server: ResourceServer): void {
    this.pool(server.userPoolId).resourceServers.set(server.identifier, server);
  }

  addDomain({ userPoolId, domain, managedLogin }: DomainDeclaration): void {
    Object.assign(this.pool(userPoolId), { domain, managedLogin });
  }

  #firstDeclaration(resource: string): number {
    this.#database.run(
      'INSERT INTO first_declarations (resource, at) VALUES (?, ?) ON CONFLICT DO NOTHING',
      resource,
      this.#environment.now(),
    );
    return (
      this.#database.one<{ at: number }>('SELECT at FROM first_declarations WHERE resource = ?', resource)?.at ??
      this.#environment.now()
    );
  }
}

/** Scopes that every pool has. They concern users, so client credentials never carry them. */
export const standardScopes: ReadonlySet<string> = new Set([
  'openid',
  'email',
  'phone',
  'profile',
  'aws.cognito.signin.user.admin',
]);

/** `<resource server>/<scope>` for every scope of the pool's resource servers. */
export const customScopesOf = (pool: UserPool): ReadonlySet<string> =>
  new Set(
    [...pool.resourceServers.values()].flatMap(({ identifier, scopes }) =>
      scopes.map(({ name }) => `${identifier}/${name}`),
    ),
  );

const base36 = 'abcdefghijklmnopqrstuvwxyz0123456789';
const base62 = `${base36}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;

/** Ids look like AWS's and are the same at every start. They are no secrets. */
function idFrom(seed: string, alphabet: string, length: number): string {
  let rest = BigInt(`0x${createHash('sha256').update(seed).digest('hex')}`);
  let id = '';
  for (let index = 0; index < length; index += 1) {
    id += alphabet.charAt(Number(rest % BigInt(alphabet.length)));
    rest /= BigInt(alphabet.length);
  }
  return id;
}
