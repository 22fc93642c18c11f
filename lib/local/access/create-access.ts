import { join } from 'node:path';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import type { AccessRequest, Decided, IamService, Verdict } from '../iam/index.ts';
import { isJsonObject } from '../json.ts';
import { visibleLine } from '../visible-text.ts';
import { ACCESS_FILE, AccessStore, statementId, type Use } from './access-store.ts';
import { arnsOf, constructPath, type DeclaredResource, tagsOf } from './declared-resource.ts';
import { refusalHint } from './refusal-hint.ts';
import { openRefusalLog } from './refusal-log.ts';
import { type ServiceUse, serviceUsesOf } from './service-uses.ts';

export interface AccessOptions {
  readonly environment: LocalEnvironment;
  readonly iam: IamService;
  /** For `refused-rights.log`, mode 0600. */
  readonly logFolder: string;
  /** Told of every refusal once. @default console.error */
  readonly warn?: (hint: string) => void;
}

/** Keeps what every role may do, did, and was refused, for `portcullis access` and for the developer's eyes. */
export interface AccessService {
  /** Learns what the template declared: which ARN is which construct, which function acts in which role. */
  describe(resources: readonly DeclaredResource[]): void;
  /** A function was invoked: Lambda used the function's role to write its log. */
  invoked(functionArn: string): void;
  close(): void;
}

/** Of the log, made at the first invocation and only written to afterwards. */
const isFirst = (action: string): boolean => action.startsWith('logs:Create');

const FLUSH_MILLIS = 500;
/** Nothing else acts in a role without a function: EventBridge Scheduler and its like. */
const NO_FUNCTION = '';

interface Refused {
  readonly request: Pick<AccessRequest, 'roleArn' | 'action' | 'resource'> & {
    readonly functionArn: string | undefined;
  };
  readonly verdict: Exclude<Verdict, { readonly decision: 'allowed' }>;
}

const LONGEST_ARN = 2_048;

/**
 * A resource as it is kept, and printed to a terminal: a function chooses its text. Telephone numbers, which texts are
 * sent to, are for the sealed outbox only.
 */
const toShown = (resource: string): string =>
  /^\+\d+$/.test(resource) ? 'a telephone number' : visibleLine(resource.slice(0, LONGEST_ARN));

export const createAccess = ({ environment, iam, logFolder, warn = console.error }: AccessOptions): AccessService => {
  const store = new AccessStore(join(environment.stateFolder, ACCESS_FILE));
  store.begin(environment.now());
  const refusals = openRefusalLog(logFolder, environment.now, warn);
  const pending = new Map<string, Use>();
  let paths: ReadonlyMap<string, string> = new Map();
  let serviceUses: ReadonlyMap<string, { readonly roleArn: string; readonly uses: readonly ServiceUse[] }> = new Map();

  const invokedOnce = new Set<string>();
  let closed = false;

  const count = (use: Omit<Use, 'count' | 'lastMillis'>): void => {
    const key = JSON.stringify([use.roleArn, use.functionArn, use.action, use.resource, use.statement, use.allowed]);
    const counted = (pending.get(key)?.count ?? 0) + 1;
    pending.set(key, { ...use, count: counted, lastMillis: environment.now() });
  };

  const record = ({ request, verdict }: Decided): void => {
    const { roleArn, functionArn = NO_FUNCTION, action } = request;
    const resource = toShown(request.resource);
    const use = { roleArn, functionArn, action, resource };
    if (verdict.decision !== 'allowed') {
      count({ ...use, statement: '', allowed: false });
      tell({ request: { roleArn, functionArn: request.functionArn, action, resource }, verdict });
      return;
    }
    const statements = verdict.by.map(statementId);
    for (const statement of statements.length === 0 ? [''] : statements) count({ ...use, statement, allowed: true });
  };

  const tell = ({ request, verdict }: Refused): void => {
    const { roleArn, functionArn, action, resource } = request;
    refusals.add([functionArn ?? roleArn, action, resource], () =>
      refusalHint({
        request,
        verdict,
        functionPath: pathOf(functionArn ?? roleArn) ?? functionArn ?? roleArn,
        resourcePath: pathOf(resource),
        statements: iam.describeRoles().find((role) => role.roleArn === roleArn)?.statements ?? [],
      }),
    );
  };

  /** Of the resource, or of what it is below: an index is of its table. */
  const pathOf = (arn: string): string | undefined => {
    for (let at = arn; at.includes(':'); at = at.slice(0, Math.max(at.lastIndexOf('/'), at.lastIndexOf(':'), 0))) {
      const path = paths.get(at);
      if (path !== undefined) return path;
    }
    return undefined;
  };

  const flush = (): void => {
    if (pending.size === 0) return;
    store.add([...pending.values()]);
    pending.clear();
  };
  const flushing = setInterval(flush, FLUSH_MILLIS).unref();
  iam.onDecision(record);

  return {
    describe(resources) {
      paths = new Map(
        resources.flatMap((resource) => arnsOf(resource).map((arn) => [arn, constructPath(resource.path)] as const)),
      );
      for (const resource of resources) for (const arn of arnsOf(resource)) iam.tagResource(arn, tagsOf(resource));
      const logGroups = new Set(
        resources
          .filter(({ resourceType }) => resourceType.type === 'AWS::Logs::LogGroup')
          .map(({ identity }) => identity.ref),
      );
      const functions = resources.flatMap((resource) => {
        const { path, resourceType, properties, identity } = resource;
        if (resourceType.type !== 'AWS::Lambda::Function' || !isJsonObject(properties)) return [];
        const names = { functionArn: String(identity.attributes['Arn']), roleArn: String(properties['Role']) };
        const uses = serviceUsesOf(resource, (service, name) => arnOf(environment, service, name), logGroups);
        return [{ ...names, path: constructPath(path), uses }];
      });
      serviceUses = new Map(functions.map(({ functionArn, ...rest }) => [functionArn, rest]));
      store.describe({
        functions: functions.map(({ functionArn, roleArn, path }) => ({ functionArn, roleArn, path })),
        statements: iam.describeRoles().flatMap(({ roleArn, statements }) =>
          statements.map(({ policy, path, index, sid, effect, actions, resources: on, conditions }) => ({
            roleArn,
            policy,
            path: path && constructPath(path),
            index,
            sid,
            effect,
            actions: { negated: actions.negated, patterns: actions.patterns },
            resources: { negated: on?.negated ?? false, patterns: on?.patterns ?? [] },
            conditional: conditions.length > 0,
          })),
        ),
        paths,
      });
    },
    invoked(functionArn) {
      const known = serviceUses.get(functionArn);
      if (known === undefined) return;
      const uses = invokedOnce.has(functionArn) ? known.uses.filter(({ action }) => !isFirst(action)) : known.uses;
      invokedOnce.add(functionArn);
      for (const use of uses) iam.evaluate({ roleArn: known.roleArn, functionArn, ...use });
    },
    close() {
      if (closed) return;
      closed = true;
      clearInterval(flushing);
      flush();
      refusals.close();
      store.close();
    },
  };
};
