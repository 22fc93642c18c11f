import { quotas } from './quotas.ts';

/** One segment of a path: a fixed word, or a pattern for the value of a parameter. */
export type Segment = { readonly word: string } | { readonly pattern: string };

interface Branch {
  isEnd: boolean;
  readonly next: Map<string, Branch>;
}

const newBranch = (): Branch => ({ isEnd: false, next: new Map() });

/**
 * Regular expressions that match these paths and no others, with or without the stage in front and a slash behind. What
 * paths have in common is written once, so that one pattern of 200 characters holds some eight of them.
 *
 * @throws Error when one path alone is longer than a pattern may be
 */
export function routePatterns(paths: readonly (readonly Segment[])[], stageName: string): readonly string[] {
  const written = (some: readonly (readonly Segment[])[]) =>
    `^(?:/${escaped(stageName)})?${branchPattern(grow(some))}/?$`;
  const patterns: string[] = [];
  let chunk: (readonly Segment[])[] = [];
  for (const path of paths.toSorted((one, other) => (textOf(one) < textOf(other) ? -1 : 1))) {
    if (written([path]).length > quotas.patternCharacters)
      throw new Error(`${textOf(path)} is too long for one pattern`);
    if (written([...chunk, path]).length <= quotas.patternCharacters) chunk.push(path);
    else {
      patterns.push(written(chunk));
      chunk = [path];
    }
  }
  return chunk.length === 0 ? patterns : [...patterns, written(chunk)];
}

const textOf = (path: readonly Segment[]) => path.map(segmentText).join('/');

const segmentText = (segment: Segment) => ('word' in segment ? escaped(segment.word) : segment.pattern);

const escaped = (word: string) => word.replaceAll(/[^\w-]/g, '\\$&');

function grow(paths: readonly (readonly Segment[])[]): Branch {
  const root = newBranch();
  for (const path of paths) {
    let at = root;
    for (const segment of path) {
      const text = segmentText(segment);
      const next = at.next.get(text) ?? newBranch();
      at.next.set(text, next);
      at = next;
    }
    at.isEnd = true;
  }
  return root;
}

function branchPattern({ isEnd, next }: Branch): string {
  const alternatives = [...next].map(([text, branch]) => `${text}${branchPattern(branch)}`);
  if (alternatives.length === 0) return '';
  const [only = '', ...others] = alternatives;
  if (!isEnd && others.length === 0) return `/${only}`;
  return `(?:/${others.length === 0 ? only : `(?:${alternatives.join('|')})`})${isEnd ? '?' : ''}`;
}
