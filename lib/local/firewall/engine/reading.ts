import type { Texts } from './texts.ts';

/** The texts of a field after its transformations, or the answer where a fallback decides without looking. */
export type Reading = Texts | 'match' | 'no-match';
