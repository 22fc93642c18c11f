import { validationError } from './errors.ts';
import type { DocumentPath } from './expressions/syntax.ts';
import { keyAttributes, type Table } from './table.ts';

/** @throws AwsError when a path looks into a key attribute of the table or of an index: those are scalars */
export const assertScalarKeys = (table: Table, paths: readonly DocumentPath[] = []): void => {
  if (paths.length === 0) return;
  const nested = new Set(paths.filter((path) => path.length > 1).map(([name]) => name));
  if (nested.size === 0) return;
  for (const [kind, key] of [
    ['Key', table.key],
    ...table.indexes.map(({ key }) => ['IndexKey', key] as const),
  ] as const) {
    for (const { name } of keyAttributes(key)) {
      if (!nested.has(name)) continue;
      throw validationError(
        "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: " +
          `${kind}: ${name}`,
      );
    }
  }
};
