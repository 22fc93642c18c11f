import { createAutomaton } from '../prefilter/automaton.ts';
import type { Expression } from '../prefilter/expression.ts';
import type { Intern } from './interning.ts';
import type { Pattern } from './pattern.ts';
import type { Texts } from './texts.ts';

/** The patterns that rules look for in fields of one kind: one pass over a text tells which of them may be there at all. */
export interface PatternBook {
  /** Whether a pattern is found in one of the texts. Every pattern is added before the first request. */
  readonly add: (pattern: Pattern) => (texts: Texts) => boolean;
}

/** So many patterns share an automaton. */
const mostTogether = 256;

type MayBe = (texts: Texts) => boolean;

export function createPatternBook(intern: Intern): PatternBook {
  const expressions = new Map<string, Expression>();
  let sealed: ReadonlyMap<string, MayBe> | undefined;

  /** In an order of their own, so that two fields in which the same is looked for share what has been found. */
  const seal = (): ReadonlyMap<string, MayBe> => {
    const inOrder = [...expressions].sort(([one], [other]) => (one < other ? -1 : 1));
    const parts = Array.from({ length: Math.ceil(inOrder.length / mostTogether) }, (_, part) =>
      inOrder.slice(part * mostTogether, (part + 1) * mostTogether),
    );
    return new Map(parts.flatMap((part) => together(part, intern)));
  };

  return {
    add({ source, isIn, atLeast }) {
      if (atLeast === undefined) return (texts) => texts.ask(isIn);
      expressions.set(source, atLeast);
      let mayBeIn: MayBe | undefined;
      return (texts) => {
        sealed ??= seal();
        mayBeIn ??= sealed.get(source);
        return mayBeIn?.(texts) === true && texts.ask(isIn);
      };
    },
  };
}

const together = (part: readonly (readonly [string, Expression])[], intern: Intern) => {
  const sources = part.map(([source]) => source);
  const found = intern(['patterns', ...sources], () => {
    const automaton = createAutomaton(part.map(([, expression]) => expression));
    return ({ run }: Texts) => automaton.foundIn(run);
  });
  return sources.map((source, at) => [source, (texts: Texts) => texts.ask(found).has(at)] as const);
};
