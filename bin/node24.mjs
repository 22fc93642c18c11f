#!/usr/bin/env node
/**
 * Runs a TypeScript entry point on Node 24, whatever Node the machine has: `node bin/node24.mjs <file.ts> [argument ...]`.
 *
 * In order: the Node that runs this file, when it is new enough; the one that the `node` npm package brought; else a
 * message that says what to do. Written for Node 20, so that the message itself can always be read.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 24;
const [entry, ...rest] = process.argv.slice(2);
if (entry === undefined) {
  console.error('usage: node bin/node24.mjs <file.ts> [argument ...]');
  process.exit(2);
}

const major = Number.parseInt(process.versions.node, 10);
if (major >= NEEDED_MAJOR) {
  process.argv.splice(1, 2, resolve(entry));
  await import(pathToFileURL(resolve(entry)).href);
} else {
  const node24 = bundledNode();
  if (node24 === undefined) {
    console.error(
      [
        `Portcullis needs Node ${NEEDED_MAJOR}; this is Node ${process.versions.node}, and the 'node' npm package holds none,`,
        'most likely because npm was told not to run install scripts. Either of these helps:',
        '  npm rebuild node --ignore-scripts=false',
        `  put a Node ${NEEDED_MAJOR} on the PATH (https://nodejs.org/en/download)`,
      ].join('\n'),
    );
    process.exit(1);
  }
  const child = spawn(node24, [resolve(entry), ...rest], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)));
}

/** The Node 24 of the `node` npm package, or undefined where its install script did not run. */
function bundledNode() {
  try {
    const home = dirname(createRequire(import.meta.url).resolve('node/package.json'));
    const binary = join(home, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
