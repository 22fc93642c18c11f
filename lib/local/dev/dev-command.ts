import { mkdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { writePrivateFile } from '../private-file.ts';
import { type LocalRuntime, runLocally } from '../runtime/run-locally.ts';
import { assertUnused } from '../runtime/state-folder.ts';
import { banner } from './banner.ts';
import { parseDevOptions } from './dev-options.ts';
import { localContext, tlsFolderOf } from './local-context.ts';
import { createPhases, type Phases, seconds } from './phases.ts';
import { reloader } from './reloader.ts';
import { writeRuntimeFile } from './runtime-file.ts';
import { runSeed } from './seed.ts';
import { synthesise } from './synthesise.ts';
import { watchSources } from './watch.ts';
import { whenNpmEnds } from './when-npm-ends.ts';

const LOCAL_ACCOUNT = { accountId: '123456789012', region: 'eu-central-1' };

/** `portcullis dev`: runs until SIGINT or SIGTERM. */
export async function runDevCommand(args: readonly string[]): Promise<void> {
  const options = parseDevOptions(args);
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
      verbose: options.verbose,
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
  const seeded = await seedOrEnd(options, runtime, phases, variables);
  printStart(runtime, seeded, phases);
  if (app !== undefined && options.watch) {
    watchSources(process.cwd(), { except: stateFolder }, reloader(runtime, synthesiseTo, phases));
  }
}

/** A system that could not be filled does not go on half empty. @returns what the seed printed, if there is one */
async function seedOrEnd(
  { seed, verbose }: Pick<ReturnType<typeof parseDevOptions>, 'seed' | 'verbose'>,
  runtime: LocalRuntime,
  phases: Phases,
  variables: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  if (seed === undefined) return undefined;
  try {
    return await phases.run(`seeded (${seed})`, () => runSeed({ file: resolve(seed), runtime, variables, verbose }));
  } catch (error) {
    await runtime.close();
    throw error;
  }
}

function printStart(runtime: LocalRuntime, seeded: string | undefined, phases: Phases): void {
  const reportFile = join(runtime.stateFolder, 'enforcement.json');
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
}

/** The deployable app validates itself at `npm run synth`; a start need not wait for it. */
const UNVALIDATED = { PORTCULLIS_VALIDATE: 'false' };

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
