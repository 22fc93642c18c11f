import { createAutomaton } from '../prefilter/automaton.ts';
import type { Expression } from '../prefilter/expression.ts';
import type { Intern } from './interning.ts';
import type { Pattern } from './pattern.ts';
import type { Texts } from './texts.ts';

/** The patterns that rules look for in fields of one kind: one pass over a text tells which of them may be there at all. */
export interface PatternBook {
  /** Whether one of the patterns is found in one of the texts. Every pattern is added before the first request. */
  readonly add: (patterns: readonly Pattern[]) => (texts: Texts) => boolean;
}

/** So many patterns share an automaton. */
const mostTogether = 256;

/** Where a pattern is looked for: which answer tells of it, and as which number. */
interface Place {
  readonly found: (texts: Texts) => ReadonlySet<number>;
  readonly at: number;
}

/** Patterns that one answer tells of. */
interface Part {
  readonly found: Place['found'];
  readonly patterns: readonly { readonly at: number; readonly isIn: Pattern['isIn'] }[];
}

export function createPatternBook(intern: Intern): PatternBook {
  const expressions = new Map<string, Expression>();
  let sealed: ReadonlyMap<string, Place> | undefined;

  /** In an order of their own, so that two fields in which the same is looked for share what has been found. */
  const seal = (): ReadonlyMap<string, Place> => {
    const inOrder = [...expressions].sort(([one], [other]) => (one < other ? -1 : 1));
    const parts = Array.from({ length: Math.ceil(inOrder.length / mostTogether) }, (_, part) =>
      inOrder.slice(part * mostTogether, (part + 1) * mostTogether),
    );
    return new Map(parts.flatMap((part) => together(part, intern)));
  };

  const partsOf = (patterns: readonly Pattern[]): readonly Part[] => {
    sealed ??= seal();
    const parts = new Map<Place['found'], { at: number; isIn: Pattern['isIn'] }[]>();
    for (const { source, isIn } of patterns) {
      const place = sealed.get(source);
      if (place !== undefined) parts.set(place.found, [...(parts.get(place.found) ?? []), { at: place.at, isIn }]);
    }
    return [...parts].map(([found, them]) => ({ found, patterns: them }));
  };

  return {
    add(patterns) {
      const unread = patterns.filter(({ atLeast }) => atLeast === undefined);
      for (const { source, atLeast } of patterns) if (atLeast !== undefined) expressions.set(source, atLeast);
      let parts: readonly Part[] | undefined;
      return (texts) => {
        parts ??= partsOf(patterns);
        return parts.some((part) => isIn(part, texts)) || unread.some((pattern) => texts.ask(pattern.isIn));
      };
    },
  };
}

/** Mostly nothing may be there. What may be there is judged by its own expression. */
function isIn({ found, patterns }: Part, texts: Texts): boolean {
  const maybe = texts.ask(found);
  return maybe.size > 0 && patterns.some((pattern) => maybe.has(pattern.at) && texts.ask(pattern.isIn));
}

const together = (part: readonly (readonly [string, Expression])[], intern: Intern) => {
  const sources = part.map(([source]) => source);
  const found = intern(['patterns', ...sources], () => {
    const automaton = createAutomaton(part.map(([, expression]) => expression));
    return ({ run }: Texts) => automaton.foundIn(run);
  });
  return sources.map((source, at) => [source, { found, at }] as const);
};
