import { join } from 'node:path';
import * as z from 'zod';
import { parseFile } from '../parse-file.ts';
import { readPrivateFile, writePrivateFile } from '../private-file.ts';
import type { LocalRuntime } from '../runtime/run-locally.ts';

const runtimeFile = z.object({
  apiUrl: z.string(),
  awsEndpoint: z.string(),
  region: z.string(),
  caFile: z.string(),
  outputs: z.record(z.string(), z.record(z.string(), z.json())),
});

/** Where the system that last ran with a state folder was, for commands that talk to it. */
export type RuntimeFile = z.infer<typeof runtimeFile>;

const fileIn = (stateFolder: string): string => join(stateFolder, 'runtime.json');

export function writeRuntimeFile({ stateFolder, apiUrl, awsEndpoint, region, caFile, outputs }: LocalRuntime): void {
  const facts = { apiUrl, awsEndpoint, region, caFile, outputs };
  writePrivateFile(fileIn(stateFolder), `${JSON.stringify(facts, undefined, 2)}\n`);
}

/** @throws Error that says to start `portcullis dev` when there is no file */
export function readRuntimeFile(stateFolder: string): RuntimeFile {
  const file = fileIn(stateFolder);
  const text = readPrivateFile(file);
  if (text === undefined) {
    throw new Error(`Nothing ran with ${stateFolder} yet. Run \`portcullis dev\`, or name its folder with --state`);
  }
  return parseFile(file, text, runtimeFile);
}
