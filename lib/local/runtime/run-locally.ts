import type { RequestListener } from 'node:http';
import { type Assembly, readAssembly } from '../assembly/index.ts';
import { createAwsEndpoint, developerIdentity } from '../aws-endpoint/index.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { FirewallSettings } from '../firewall/index.ts';
import type { Json } from '../json.ts';
import { resourceTypes } from '../resources/index.ts';
import type { LocalServices } from '../services.ts';
import { type DeclaredStack, declareStack } from '../template/index.ts';
import { certificatesIn, tlsOptionsOf } from '../tls/index.ts';
import { createServices } from './create-services.ts';
import { overviewOf } from './overview.ts';
import { type CodeReload, reloadCode } from './reload-code.ts';
import { type EnforcementReport, enforcementReport } from './report.ts';
import { listenSecurely } from './secure-server.ts';
import { serveConsole } from './serve-console.ts';
import { type ServedDomain, serveDomains } from './serve-domains.ts';
import { openStateFolder } from './state-folder.ts';

/** Only the assembly and the state folder must be named. */
export interface RunLocallyOptions {
  /** A synthesised cloud assembly (`cdk.out`), or its folder. */
  readonly assembly: string | Assembly;
  /** Where state is kept, mode 0700; made when missing. */
  readonly stateFolder: string;
  /** Start empty. @default false */
  readonly fresh?: boolean;
  /** Acknowledge writes of DynamoDB before the disk has them: a power cut may lose them. @default false */
  readonly fastWrites?: boolean;
  /** How the firewall counts rates, and what it knows of addresses. @default exactly, and nothing */
  readonly firewall?: FirewallSettings;
  /** HTTPS port of the API on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly port?: number;
  /** HTTPS port of the AWS and Cognito endpoints on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly awsPort?: number;
  /** HTTPS port of the console on 127.0.0.1; 0 takes a free one. @default 0 */
  readonly consolePort?: number;
  /** HTTPS port of the first domain of the template on 127.0.0.1, or the next free one; 0 takes any. @default 0 */
  readonly domainPort?: number;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
  /** Told of every phase of the start. */
  readonly onPhase?: <Result>(name: string, action: () => Result | Promise<Result>) => Promise<Result>;
}

/** A running system: the template of an assembly, enforced on this machine. */
export interface LocalRuntime {
  /** `https://localhost:8443`, stage-less as behind a custom domain. */
  readonly apiUrl: string;
  /** `https://localhost:8444`: for `AWS_ENDPOINT_URL`. */
  readonly awsEndpoint: string;
  /** `https://127.0.0.1:8445`: the outbox and the services as pages; `console.json` of the state folder has its password. */
  readonly consoleUrl: string;
  /** The domains of the template, each with a listener of its own. */
  readonly domains: readonly ServedDomain[];
  readonly region: string;
  /** PEM file of the certificate authority that clients trust. */
  readonly caFile: string;
  readonly stateFolder: string;
  /** Credentials for the AWS endpoint; worthless anywhere else. */
  readonly developer: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Stack name to its outputs. */
  readonly outputs: Readonly<Record<string, Readonly<Record<string, Json>>>>;
  readonly report: EnforcementReport;
  /** Puts the code of a newer assembly of the same app into the running functions. */
  reloadCode(newer: Assembly): CodeReload;
  /** Answers what is under way, then ends. */
  close(): Promise<void>;
}

const ACCOUNT_ID = '123456789012';
const DEFAULT_REGION = 'eu-central-1';
/** AWS's own endpoints take TLS 1.2 and 1.3, with forward secrecy. */
const AWS_ENDPOINT_POLICY = 'SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09';
/** Of a regional API that names none; refused here, because nothing should take TLS 1.0. */
const AWS_DEFAULT_POLICY = 'TLS_1_0';

/**
 * Serves a cloud assembly on this machine, over HTTPS on 127.0.0.1.
 *
 * @throws TemplateError for a resource, property or intrinsic that the local runtime cannot honour
 */
export async function runLocally(options: RunLocallyOptions): Promise<LocalRuntime> {
  const phase = options.onPhase ?? (async (_name, action) => action());
  const assembly = typeof options.assembly === 'string' ? readAssembly(options.assembly) : options.assembly;
  const state = openStateFolder(options.stateFolder, { fresh: options.fresh ?? false });
  const closing: (() => void | Promise<void>)[] = [() => state.release()];
  const close = async () => {
    for (const step of closing.splice(0).reverse()) await step();
  };
  try {
    const environment: LocalEnvironment = {
      accountId: ACCOUNT_ID,
      region: assembly.region ?? DEFAULT_REGION,
      partition: 'aws',
      stateFolder: state.services,
      masterKey: state.masterKey,
      now: options.now ?? Date.now,
    };
    const certificates = await phase('certificates', () => certificatesIn(state.tls, environment.now()));

    let awsListener: RequestListener = notYet;
    const aws = await phase('AWS endpoint', () =>
      listenSecurely({
        port: options.awsPort ?? 0,
        tls: { ...certificates.server, ...tlsOptionsOf(AWS_ENDPOINT_POLICY) },
        listener: (request, response) => awsListener(request, response),
      }),
    );
    closing.push(aws.close);

    const created = createServices({
      environment,
      awsUrl: aws.url,
      caFile: certificates.caFile,
      logFolder: state.logs,
      assetFolder: assembly.assetFolder,
      fastWrites: options.fastWrites ?? false,
      firewall: options.firewall ?? {},
    });
    const { services } = created;
    // Ended from the last to the first: functions, then the endpoint that they call, then the data behind it.
    closing.splice(1, 0, created.close);
    closing.push(created.stop);

    const developer = developerIdentity(environment);
    awsListener = createAwsEndpoint({
      environment,
      services: created.apis,
      routes: created.routes,
      iam: services.iam,
      identify: (accessKeyId) =>
        accessKeyId === developer.accessKeyId ? developer : services.lambda.identify(accessKeyId),
      report: (error) => console.error(error),
    });

    const stacks = await phase('template', () => declareStacks(assembly, services));
    created.access.describe(stacks.flatMap(({ resources }) => resources));
    services.eventSources.start();
    const [apiId, api] = onlyApi(services.gateway.apis);
    const front = await phase('API', () =>
      listenSecurely({
        port: options.port ?? 0,
        tls: { ...certificates.server, ...tlsOptionsOf(api.securityPolicy ?? AWS_DEFAULT_POLICY) },
        listener: (request, response) => services.gateway.handle(apiId, request, response),
      }),
    );
    closing.push(front.close);
    const domains = await phase('domains', () =>
      serveDomains({
        port: options.domainPort ?? 0,
        gateway: services.gateway,
        certificates,
        onServed: (server) => closing.push(server.close),
      }),
    );
    const consolePage = await phase('console', () =>
      serveConsole({
        port: options.consolePort ?? 0,
        tls: { ...certificates.server, ...tlsOptionsOf(AWS_ENDPOINT_POLICY) },
        stateFolder: state.folder,
        outbox: services.outbox,
        overview: () => overviewOf(stacks, services),
        now: environment.now,
        report: (error) => console.error(error),
      }),
    );
    closing.push(consolePage.close);

    let current = assembly;
    return {
      apiUrl: front.url,
      awsEndpoint: aws.url,
      consoleUrl: consolePage.url,
      domains,
      region: environment.region,
      caFile: certificates.caFile,
      stateFolder: state.folder,
      developer: { accessKeyId: developer.accessKeyId, secretAccessKey: developer.secretAccessKey },
      outputs: Object.fromEntries(stacks.map(({ stackName, outputs }) => [stackName, outputs])),
      report: enforcementReport(stacks, services.firewall, {
        fastWrites: options.fastWrites ?? false,
        rateMode: options.firewall?.rateMode ?? 'exact',
        warnings: created.warnings,
      }),
      reloadCode(newer) {
        const result = reloadCode(current, newer, stacks, services.lambda);
        current = newer;
        return result;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function declareStacks(assembly: Assembly, services: LocalServices): readonly DeclaredStack[] {
  const exports = new Map<string, Json>();
  return assembly.stacks.map(({ name, template }) => {
    const stack = declareStack({ stackName: name, template, resourceTypes, services, exports });
    for (const [key, value] of stack.exports) exports.set(key, value);
    return stack;
  });
}

function onlyApi<Api>(apis: ReadonlyMap<string, Api>): readonly [string, Api] {
  const [first, ...others] = apis;
  if (first === undefined) throw new Error('the assembly has no REST API with a stage');
  if (others.length > 0) {
    throw new Error(
      `the assembly has ${apis.size} REST APIs; the local runtime serves one: ${[...apis.keys()].join(', ')}`,
    );
  }
  return first;
}

/** The endpoint listens before the services stand, because they are told where it is. */
const notYet: RequestListener = (_, response) => response.writeHead(503, { 'retry-after': '1' }).end();
