import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { localContext, tlsFolderOf } from '../../lib/local/dev/local-context.ts';
import { synthesise } from '../../lib/local/dev/synthesise.ts';

/** Synthesises the bank of this checkout once a process, into a folder of its own. */
export function synthesiseForTests(): Promise<string> {
  synthesised ??= synthesiseBank();
  return synthesised;
}

const environment = { accountId: '123456789012', region: 'eu-central-1' };

let synthesised: Promise<string> | undefined;

async function synthesiseBank(): Promise<string> {
  const given = process.env['PORTCULLIS_TEST_ASSEMBLY'];
  if (given !== undefined && given !== '') return given;
  return synthesiseWith({});
}

/** The context by which one bank trusts the test clients of another. */
export const contextOfClients = (assembly: string): Readonly<Record<string, string>> =>
  localContext(tlsFolderOf(assembly), environment, Date.now());

/** Synthesises it with more context than `npm start` gives it, as `cdk deploy --context` does. */
export async function synthesiseWith(more: Readonly<Record<string, string>>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-assembly-'));
  await synthesise({
    app: 'node bin/bank.ts',
    folder: join(import.meta.dirname, '..', '..'),
    outFolder: folder,
    environment,
    // The assembly and the authority of its test clients go together.
    context: { ...contextOfClients(folder), ...more },
    variables: { PORTCULLIS_VALIDATE: 'false' },
  });
  return folder;
}
