import { limits } from '../limits.ts';
import type { DocumentPath } from './syntax.ts';
import { ExpressionRefused } from './token-reader.ts';

/** As AWS shows a path in a message: `[a, b, [2]]`. */
export const showPath = (path: DocumentPath): string =>
  `[${path.map((element) => (typeof element === 'number' ? `[${element}]` : element)).join(', ')}]`;

/**
 * Refuses paths of which one contains another, and such as take one value for a list and a map at once.
 *
 * @throws ExpressionRefused
 */
export const assertApart = (paths: readonly DocumentPath[]): void => {
  paths.forEach((path, index) => {
    if (!(path.length <= limits.nestingLevels)) {
      throw new ExpressionRefused('The document path has too many nesting elements; nesting limit: 32');
    }
    for (const earlier of paths.slice(0, index)) assertTwoApart(earlier, path);
  });
};

const assertTwoApart = (one: DocumentPath, two: DocumentPath): void => {
  const refusal = (how: string) =>
    new ExpressionRefused(
      `Two document paths ${how} with each other; must remove or rewrite one of these paths; ` +
        `path one: ${showPath(one)}, path two: ${showPath(two)}`,
    );
  const common = Math.min(one.length, two.length);
  for (let at = 0; at < common; at += 1) {
    if (typeof one[at] !== typeof two[at]) throw refusal('conflict');
    if (one[at] !== two[at]) return;
  }
  throw refusal('overlap');
};

/** Orders paths from first to last: in lists by index. Meant for paths that stand {@link assertApart apart}. */
export const comparePaths = (one: DocumentPath, two: DocumentPath): number => {
  for (const [at, left] of one.entries()) {
    const right = two[at];
    if (right === undefined) return 1;
    if (typeof left === 'number' && typeof right === 'number') {
      if (left !== right) return left - right;
    } else if (left !== right) return String(left) < String(right) ? -1 : 1;
  }
  return one.length === two.length ? 0 : -1;
};
