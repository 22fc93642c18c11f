import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Assembly, readAssembly } from '../assembly/index.ts';
import { readCdkFile, synthesise } from '../dev/synthesise.ts';

/** Where the firewall is read from: options that commands about it share. */
export const assemblyOptions = { app: { type: 'string' }, assembly: { type: 'string' } } as const;

export const assemblyUsage = `  --app "<command>"   the CDK app (default: the app of cdk.json)
  --assembly <dir>    a synthesised cloud assembly, instead of an app`;

const environment = { accountId: '123456789012', region: 'eu-central-1' };

/**
 * Hands on the assembly that the options name, or that the app of this folder makes for the occasion.
 *
 * @throws Error when there is neither
 */
export async function withAssembly<Result>(
  options: { readonly app: string | undefined; readonly assembly: string | undefined },
  use: (assembly: Assembly) => Result | Promise<Result>,
): Promise<Result> {
  if (options.assembly !== undefined) return await use(readAssembly(options.assembly));
  const app = options.app ?? readCdkFile(process.cwd()).app;
  if (app === undefined) throw new Error('there is no app: name --app or --assembly');
  const outFolder = mkdtempSync(join(tmpdir(), 'portcullis-firewall-'));
  try {
    const variables = { PORTCULLIS_VALIDATE: 'false' };
    await synthesise({ app, folder: process.cwd(), outFolder, environment, variables });
    return await use(readAssembly(outFolder));
  } finally {
    rmSync(outFolder, { recursive: true, force: true });
  }
}
