import { mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readAssembly } from '../assembly/index.ts';
import { writePrivateFile } from '../private-file.ts';
import { type LocalRuntime, runLocally } from '../runtime/run-locally.ts';
import { assertUnused } from '../runtime/state-folder.ts';
import { banner } from './banner.ts';
import { firewallOptions, firewallOptionsUsage, readFirewallSettings } from './firewall-settings.ts';
import { localContext, tlsFolderOf } from './local-context.ts';
import { createPhases, type Phases, seconds } from './phases.ts';
import { writeRuntimeFile } from './runtime-file.ts';
import { runSeed } from './seed.ts';
import { readCdkFile, synthesise } from './synthesise.ts';
import { watchSources } from './watch.ts';
import { whenNpmEnds } from './when-npm-ends.ts';

/** How `portcullis dev` is called, for the help of the command line. */
export const devUsage = `portcullis dev: serves a CDK app on this machine, as its template says

  --app "<command>"   the CDK app (default: the app of cdk.json)
  --assembly <dir>    a synthesised cloud assembly, instead of an app
  --port <n>          HTTPS port of the API (default 8443)
  --aws-port <n>      HTTPS port of the AWS and Cognito endpoints (default 8444)
  --console-port <n>  HTTPS port of the console (default 8445)
  --domain-port <n>   first HTTPS port of the template's domains (default 8447, or the next free one)
  --state <dir>       where state is kept (default .portcullis)
  --fresh             start empty
  --fast-writes       acknowledge writes of DynamoDB before the disk has them: faster, and a power cut may lose them
${firewallOptionsUsage}
  --seed <file>       a program that fills the system once it runs
  --no-watch          do not reload handlers when their source changes`;

const LOCAL_ACCOUNT = { accountId: '123456789012', region: 'eu-central-1' };

/** `portcullis dev`: runs until SIGINT or SIGTERM. */
export async function runDevCommand(args: readonly string[]): Promise<void> {
  const options = parseOptions(args);
  const phases = createPhases((text) => process.stdout.write(text), process.stdout.isTTY === true);
  const stateFolder = resolve(options.state);
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  assertUnused(stateFolder);

  const { app } = options;
  // V8's code of the app's modules, kept from one start to the next.
  const variables = { NODE_COMPILE_CACHE: join(stateFolder, 'compile-cache') };
  const synthesiseTo = async (outFolder: string) => {
    if (app === undefined) return;
    const environment = LOCAL_ACCOUNT;
    await synthesise({
      app,
      folder: process.cwd(),
      outFolder,
      environment,
      context: localContext(tlsFolderOf(stateFolder), environment, Date.now()),
      variables: { ...UNVALIDATED, ...variables },
    });
  };
  const assemblyFolder = options.assembly ?? join(stateFolder, 'assembly');
  if (app !== undefined) await phases.run(`synthesised (${app})`, () => synthesiseTo(assemblyFolder));

  const runtime = await runLocally({
    assembly: assemblyFolder,
    stateFolder,
    fresh: options.fresh,
    fastWrites: options.fastWrites,
    firewall: options.firewall,
    port: options.port,
    awsPort: options.awsPort,
    consolePort: options.consolePort,
    domainPort: options.domainPort,
    onPhase: phases.run,
  });
  stopWhenTold(runtime);
  writeRuntimeFile(runtime);
  const { seed } = options;
  const seeded =
    seed === undefined
      ? undefined
      : await phases.run(`seeded (${seed})`, () => runSeed(resolve(seed), runtime, variables));
  const reportFile = join(stateFolder, 'enforcement.json');
  writePrivateFile(reportFile, `${JSON.stringify(runtime.report, undefined, 2)}\n`);
  console.log(banner(runtime.report, relative(process.cwd(), reportFile)));
  if (seeded !== undefined) console.log(seeded);
  console.log(
    `\nReady in ${seconds(phases.elapsedMillis())}: ${runtime.apiUrl}  (AWS endpoint ${runtime.awsEndpoint})`,
  );
  for (const { name, url, takesCertificates } of runtime.domains) {
    console.log(`Domain ${name}: ${url}${takesCertificates ? '  (with a client certificate: portcullis certs)' : ''}`);
  }
  console.log(`Outbox and services: ${runtime.consoleUrl}  (its password: portcullis console)`);
  if (app !== undefined && options.watch) {
    watchSources(process.cwd(), { except: stateFolder }, reloader(runtime, synthesiseTo, stateFolder, phases));
  }
}

/** The deployable app validates itself at `npm run synth`; a start need not wait for it. */
const UNVALIDATED = { PORTCULLIS_VALIDATE: 'false' };

function parseOptions(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      app: { type: 'string' },
      assembly: { type: 'string' },
      port: { type: 'string', default: '8443' },
      'aws-port': { type: 'string', default: '8444' },
      'console-port': { type: 'string', default: '8445' },
      'domain-port': { type: 'string', default: '8447' },
      state: { type: 'string', default: '.portcullis' },
      seed: { type: 'string' },
      fresh: { type: 'boolean', default: false },
      'fast-writes': { type: 'boolean', default: false },
      watch: { type: 'boolean', default: true },
      ...firewallOptions,
    },
  });
  if (values.app !== undefined && values.assembly !== undefined)
    throw new Error('--app and --assembly exclude each other');
  const app = values.assembly === undefined ? (values.app ?? readCdkFile(process.cwd()).app) : undefined;
  if (app === undefined && values.assembly === undefined) {
    throw new Error(
      'There is no cdk.json here that names an app. Name one with --app, or a cloud assembly with --assembly',
    );
  }
  return {
    app,
    assembly: values.assembly,
    port: portOf('--port', values.port),
    awsPort: portOf('--aws-port', values['aws-port']),
    consolePort: portOf('--console-port', values['console-port']),
    domainPort: portOf('--domain-port', values['domain-port']),
    state: values.state,
    seed: values.seed,
    fresh: values.fresh,
    fastWrites: values['fast-writes'],
    watch: values.watch,
    firewall: readFirewallSettings(values),
  };
}

function portOf(name: string, text: string): number {
  const port = Number(text);
  if (!(Number.isInteger(port) && port >= 0 && port <= 65_535)) throw new Error(`${name} must be a port, 0 to 65535`);
  return port;
}

/** Synthesises again after a change; new code goes into the running functions, a new template needs a new start. */
function reloader(
  runtime: LocalRuntime,
  synthesiseTo: (outFolder: string) => Promise<void>,
  stateFolder: string,
  phases: Phases,
): () => void {
  let turn = 0;
  let working: Promise<void> = Promise.resolve();
  const reload = async () => {
    turn += 1;
    const outFolder = join(stateFolder, `assembly-${turn % 2 === 0 ? 'even' : 'odd'}`);
    try {
      await phases.run('synthesised again', () => synthesiseTo(outFolder));
      const { reloaded, templateChanged } = runtime.reloadCode(readAssembly(outFolder));
      if (reloaded.length > 0) console.log(`  new code: ${reloaded.join(', ')}`);
      if (templateChanged) console.log('  the template changed, too: start again to enforce it');
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  };
  return () => {
    working = working.then(reload);
  };
}

/** Once it is told, answers what is under way and ends; told twice, it ends at once. */
function stopWhenTold(runtime: LocalRuntime): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    runtime.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  whenNpmEnds(() => {
    if (!stopping) stop();
  });
}
