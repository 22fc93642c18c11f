import { type FSWatcher, watch } from 'node:fs';
import { sep } from 'node:path';

const IGNORED = new Set(['node_modules', 'cdk.out', 'dist', 'test', 'docs', 'bench']);
const SOURCE = /\.(?:ts|mts|js|mjs|json)$/;
/** Editors write a file in several steps; changes closer together than this are one. */
const SETTLE_MILLIS = 120;

/** Calls back, once for a burst of changes, when a source file below the folder changed. */
export function watchSources(folder: string, onChange: () => void): FSWatcher {
  let timer: NodeJS.Timeout | undefined;
  return watch(folder, { recursive: true }, (_, name) => {
    if (name === null || !isSource(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MILLIS);
  });
}

function isSource(name: string): boolean {
  const folders = name.split(sep);
  return SOURCE.test(name) && !folders.some((part) => IGNORED.has(part) || part.startsWith('.'));
}
