import { isJsonObject } from '../json.ts';

/** Shorter texts of a document, such as a user's name, stand in many a line that gives nothing away. */
const SHORTEST = 8;

/** What of a value must not be printed: the whole and, of a JSON document, each text in it. */
export const partsOf = (name: string, value: string): readonly { readonly label: string; readonly text: string }[] => {
  const document = parse(value);
  const members = isJsonObject(document) ? Object.entries(document) : [];
  return [
    { label: name, text: value },
    ...members.flatMap(([key, text]) =>
      typeof text === 'string' && text.length >= SHORTEST ? [{ label: `${name}, ${key}`, text }] : [],
    ),
  ];
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
