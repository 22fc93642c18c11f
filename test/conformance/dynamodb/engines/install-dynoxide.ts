import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '1.2.1';

/** Either the path of the program or why there is none. */
export type Dynoxide = { readonly program: string } | { readonly skipped: string };

/**
 * Installs dynoxide into a folder of its own in the system's folder for temporary files, once. It is a program for one
 * platform only, so it is no dependency of ours: `npm ci` must work everywhere.
 */
export const installDynoxide = (): Dynoxide => {
  const platform = `${process.platform}-${process.arch}`;
  if (platform !== 'linux-x64')
    return { skipped: `dynoxide ${VERSION} is published for linux-x64 only; this is ${platform}` };
  const folder = join(tmpdir(), `portcullis-dynoxide-${VERSION}`);
  const program = join(folder, 'node_modules', '@dynoxide', 'linux-x64', 'dynoxide');
  if (existsSync(program)) return { program };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund', `@dynoxide/linux-x64@${VERSION}`],
    { cwd: folder, encoding: 'utf8' },
  );
  return status === 0 && existsSync(program) ? { program } : { skipped: `npm could not install dynoxide: ${stderr}` };
};
