import type { Json } from '../../json.ts';

/** The API has every attribute as text; what a template leaves out is not there. */
export const given = (attributes: Readonly<Record<string, Json | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : JSON.stringify(value)]],
    ),
  );
