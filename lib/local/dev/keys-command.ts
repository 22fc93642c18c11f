import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { visibleLine } from '../visible-text.ts';
import { type ApiAccess, apiUrlOf } from './call-api.ts';
import { type IssuedKey, issueKey, type ListedKey, listKeys, revokeKey, rotateKey } from './keys-api.ts';
import { type KeysValues, keyIdOf, keysUsage, parseKeysOptions, wholeNumber } from './keys-options.ts';
import { operatorToken, type TokenSources } from './operator-token.ts';
import { readRuntimeFile } from './runtime-file.ts';

/** Where the command reads and writes. */
export interface KeysOptions extends Partial<TokenSources> {
  /** What was asked for: keys. @default standard output */
  readonly print?: (text: string) => void;
  /** What is to be known about it. @default standard error */
  readonly tell?: (text: string) => void;
}

/** `portcullis keys` */
export async function runKeysCommand(args: readonly string[], options: KeysOptions = {}): Promise<void> {
  const { print = console.log, tell = console.error, variables = process.env, input = process.stdin } = options;
  const { values, positionals } = parseKeysOptions(args);
  const [action = '', ...operands] = positionals;
  const prepare = actions.get(action);
  if (prepare === undefined) throw new Error(`There is no 'keys ${visibleLine(action)}'.\n\n${keysUsage}`);
  // What is wrong with the arguments is said before anybody is asked for a token.
  const perform = prepare({ operands, values, print, tell });
  const place = apiPlace(values);
  await perform({ ...place, token: await operatorToken({ variables, input }) });
}

interface Task {
  readonly operands: readonly string[];
  readonly values: KeysValues;
  readonly print: (text: string) => void;
  readonly tell: (text: string) => void;
}
type Perform = (api: ApiAccess) => Promise<void>;

const actions: ReadonlyMap<string, (task: Task) => Perform> = new Map([
  ['list', list],
  ['issue', issue],
  ['rotate', rotate],
  ['revoke', revoke],
]);

function list({ operands, values, print, tell }: Task): Perform {
  if (operands.length > 0) throw new Error('keys list takes no name');
  const most = wholeNumber('--limit', values.limit, { least: 1, most: 100_000 });
  return async (api) => {
    const { items, hasMore } = await listKeys(api, most);
    for (const key of items) print(values.json ? JSON.stringify(key) : lineOf(key));
    if (hasMore) tell(`There are more than these ${items.length}: --limit shows them.`);
    else if (items.length === 0) tell('No key was issued yet.');
  };
}

function issue(task: Task): Perform {
  const { operands, values, tell } = task;
  const [name, ...rest] = operands;
  if (name === undefined || rest.length > 0) throw new Error("keys issue takes one name: keys issue 'Acme Ltd'");
  const { purpose, scope: scopes, role: roles, client, cidr: allowedCidrs, method: allowedMethods } = values;
  if (purpose === undefined || scopes === undefined) throw new Error('keys issue needs --purpose and --scope');
  const expiresInDays = wholeNumber('--days', values.days, { least: 1, most: 365 });
  return async (api) => {
    const terms = { name, purpose, scopes, roles, expiresInDays, client, allowedCidrs, allowedMethods };
    const key = await issueKey(api, terms);
    tell(visibleLine(`Issued ${key.keyId} to ${key.name}, until ${key.expiresAt}. Its key is shown this once.`));
    show(key, task);
  };
}

function rotate(task: Task): Perform {
  const keyId = keyIdOf('rotate', task.operands);
  const graceSeconds = wholeNumber('--grace', task.values.grace, { least: 0, most: 604_800 });
  return async (api) => {
    const key = await rotateKey(api, keyId, graceSeconds);
    const { predecessorExpiresAt: end = 'now' } = key;
    task.tell(visibleLine(`Issued ${key.keyId} to ${key.name}, until ${key.expiresAt}. Its key is shown this once.`));
    task.tell(visibleLine(`The one that it replaces, ${keyId}, works until ${end}.`));
    show(key, task);
  };
}

function revoke({ operands, tell }: Task): Perform {
  const keyId = keyIdOf('revoke', operands);
  return async (api) => {
    await revokeKey(api, keyId);
    tell(`Revoked ${keyId}, for ever. Other keys of its lineage are revoked one by one.`);
  };
}

/** The only place that shows a key. */
const show = (key: IssuedKey, { values, print }: Task): void => print(values.json ? JSON.stringify(key) : key.apiKey);

const lineOf = ({ keyId, status, last4, expiresAt, lastUsedAt, client, name, scopes, replacedBy }: ListedKey): string =>
  visibleLine(
    [
      keyId,
      (status === 'replaced' ? `replaced by ${replacedBy}` : status).padEnd(8),
      `…${last4}`,
      `until ${expiresAt.slice(0, 10)}`,
      lastUsedAt === undefined ? 'never used' : `used ${lastUsedAt.slice(0, 16)}`,
      scopes.join(' '),
      client === undefined ? name : `${name} (${client})`,
    ].join('  '),
  );

function apiPlace({ url, ca, state }: KeysValues): Omit<ApiAccess, 'token'> {
  const local = url === undefined ? readRuntimeFile(resolve(state)) : undefined;
  const caFile = ca ?? local?.caFile;
  return {
    url: apiUrlOf(url ?? local?.apiUrl ?? ''),
    ...(caFile !== undefined && { ca: readFileSync(caFile, 'utf8') }),
  };
}
