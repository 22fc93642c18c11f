import * as z from 'zod';

/** A list of at least one, which a policy may write as the element alone. */
export const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).nonempty());
