import type { Texts } from './texts.ts';
import type { Truth } from './truth.ts';

/**
 * The texts of a field after its transformations; or the answer where a fallback decides without looking, which is
 * `not-applicable` where the field was withheld.
 */
export type Reading = Texts | Truth;
