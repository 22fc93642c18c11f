import { invalidParameter, validationError } from '../errors.ts';
import type { DocumentPath } from '../expressions/syntax.ts';
import type { Index } from '../table.ts';
import type { PageRequest } from './members.ts';
import { keyNames, type Source } from './source.ts';

/**
 * What a page may show of each item before the projection expression, as paths; undefined where it is everything.
 *
 * @throws AwsError when `Select`, the projection expression and the index do not fit each other
 */
export const visibleAttributes = (
  source: Source,
  { Select: select }: PageRequest,
  projection: readonly DocumentPath[] | undefined,
): readonly DocumentPath[] | undefined => {
  assertSelect(source, select, projection);
  const { index } = source;
  if (index === undefined || index.projection.type === 'ALL') return undefined;
  const included = index.projection.type === 'INCLUDE' ? index.projection.attributes : [];
  const names = new Set([...keyNames(source), ...included]);
  const hidden = (projection ?? []).map(([name]) => String(name)).filter((name) => !names.has(name));
  const wantsMore = select === 'ALL_ATTRIBUTES' || hidden.length > 0;
  // A local index fetches from the table what it does not project.
  if (index.kind === 'local' && wantsMore) return undefined;
  if (wantsMore) throw notProjected(index, hidden);
  return [...names].map((name) => [name]);
};

const assertSelect = ({ index }: Source, select: PageRequest['Select'], projection: unknown): void => {
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && index === undefined) {
    throw validationError('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && projection === undefined) {
    throw validationError(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select !== undefined && select !== 'SPECIFIC_ATTRIBUTES' && projection !== undefined) {
    const what = select === 'COUNT' ? 'only the Count' : select;
    throw validationError(`Cannot specify the ProjectionExpression when choosing to get ${what}`);
  }
};

const notProjected = ({ name }: Index, hidden: readonly string[]) =>
  invalidParameter(
    hidden.length > 0
      ? `Global secondary index ${name} does not project [${hidden.join(', ')}]`
      : `Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
  );
