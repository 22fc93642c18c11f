import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

export interface Import {
  readonly from: string;
  /** A file of the repository, from the root, or a package. */
  readonly to: { readonly kind: 'file'; readonly path: string } | { readonly kind: 'package'; readonly name: string };
}

/**
 * Every import of a TypeScript file, type-only ones included (the formatter keeps each in one of three forms).
 * Comments are taken out first; specifiers are the strings after `from`, `import` and `import(`.
 */
export function importsOf(root: string, file: string): readonly Import[] {
  const text = readFileSync(join(root, file), 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/^\s*\/\/.*$/gm, '');
  const specifiers = [...text.matchAll(/^(?:import|export|\})(?:[^'";]*?\bfrom)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm)];
  return specifiers.map((match) => ({ from: file, to: targetOf(file, match[1] ?? match[2] ?? '') }));
}

function targetOf(file: string, specifier: string): Import['to'] {
  if (specifier.startsWith('.')) return { kind: 'file', path: normalize(join(dirname(file), specifier)) };
  if (specifier.startsWith('node:')) return { kind: 'package', name: 'node:' };
  return {
    kind: 'package',
    name: specifier
      .split('/')
      .slice(0, specifier.startsWith('@') ? 2 : 1)
      .join('/'),
  };
}
