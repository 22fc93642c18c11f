import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { parseFile } from '../parse-file.ts';
import { runProgram } from './run-program.ts';

const cdkFile = z.looseObject({ app: z.string().optional(), context: z.record(z.string(), z.json()).default({}) });

/** The part of `cdk.json` that the CDK command line would hand to the app. */
export function readCdkFile(folder: string): { readonly app: string | undefined; readonly context: object } {
  const file = join(folder, 'cdk.json');
  if (!existsSync(file)) return { app: undefined, context: {} };
  const { app, context } = parseFile(file, readFileSync(file, 'utf8'), cdkFile);
  return { app, context };
}

/**
 * Runs a CDK app so that it writes its cloud assembly to `outFolder`, as `cdk synth` would.
 *
 * @throws Error with what the app printed when it fails
 */
export async function synthesise(options: {
  /** Shell command: `node bin/bank.ts`. */
  readonly app: string;
  readonly folder: string;
  readonly outFolder: string;
  /** Environment variables beside those that CDK's command line sets. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Goes before that of `cdk.json`. @default none */
  readonly context?: Readonly<Record<string, string>>;
  readonly environment: { readonly accountId: string; readonly region: string };
  /** When it fails, tell where in its code that was, too. @default false */
  readonly verbose?: boolean;
}): Promise<void> {
  const { app, folder, outFolder, environment, verbose = false } = options;
  const context = { ...readCdkFile(folder).context, ...options.context, 'aws:cdk:enable-path-metadata': true };
  await runProgram(app, [], {
    cwd: folder,
    shell: true,
    verbose,
    env: {
      ...process.env,
      // The app's `node` is the one that runs this, whatever the PATH begins with.
      PATH: [join(process.execPath, '..'), process.env['PATH']].join(process.platform === 'win32' ? ';' : ':'),
      ...options.variables,
      CDK_OUTDIR: outFolder,
      CDK_CONTEXT_JSON: JSON.stringify(context),
      CDK_DEFAULT_ACCOUNT: environment.accountId,
      CDK_DEFAULT_REGION: environment.region,
    },
  });
}
