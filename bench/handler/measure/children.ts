import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { functionEnvironment } from '../events.ts';
import type { Measured } from './kernel.ts';

/** Runs one of the measuring modules in a fresh process and gives what it wrote. */
function child(module: string, ...options: readonly string[]): string {
  const path = fileURLToPath(new URL(module, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...options], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...functionEnvironment },
  });
  if (status !== 0) throw new Error(`${module} ${options.join(' ')} failed:\n${stderr}`);
  return stdout;
}

export interface WarmMeasurement {
  readonly cases: readonly Measured[];
  readonly statuses: { readonly valid: number; readonly invalid: number };
}

// Each child is this folder's own and writes exactly what its type says.
export const warm = (module: string): WarmMeasurement =>
  JSON.parse(child('./warm-process.ts', module)) as WarmMeasurement;
export const tokens = (): readonly Measured[] => JSON.parse(child('./token-process.ts')) as readonly Measured[];

/** Milliseconds to import a module in a fresh process. */
export const coldImportMillis = (module: string): number => Number(child('./cold-process.ts', module));
