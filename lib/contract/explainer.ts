import type { InputFault } from './problems.ts';
import { INVALID, type Validator } from './validator.ts';
import { escapeToken } from './walk-schema.ts';

/**
 * Says what is wrong with a value: adds its faults, below this pointer, to the list. The bundler composes one for each
 * schema out of the functions of this file; they find the faults that zod finds, and need no zod for it.
 */
type Explainer = (value: unknown, pointer: string, faults: InputFault[]) => void;

type Parse = Validator['parse'];

/** The explaining half of a validator. */
export const explaining =
  (explainer: Explainer): Validator['explain'] =>
  async (value) => {
    const faults: InputFault[] = [];
    explainer(value, '', faults);
    return faults;
  };

/** A value without members: it is right or it is not. */
export const scalar =
  (parse: Parse, detail: string): Explainer =>
  (value, pointer, faults) => {
    if (parse(value) === INVALID) faults.push({ pointer, detail });
  };

/** A value that may be left out, or has a default. */
export const optional =
  (explain: Explainer): Explainer =>
  (value, pointer, faults) => {
    if (value !== undefined) explain(value, pointer, faults);
  };

export const nullable =
  (explain: Explainer): Explainer =>
  (value, pointer, faults) => {
    if (value !== null) explain(value, pointer, faults);
  };

type Member = readonly [key: string, isRequired: boolean, explain: Explainer];

/** An object with these members, and if it is closed with no others. */
export function object(members: readonly Member[], isClosed: boolean): Explainer {
  const tokens = members.map(([key]) => `/${escapeToken(key)}`);
  const known = new Set(members.map(([key]) => key));
  return (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push({ pointer, detail: 'must be an object' });
    for (const [index, [key, isRequired, explain]] of members.entries()) {
      if (key in value) explain(value[key], pointer + tokens[index], faults);
      else if (isRequired) faults.push({ pointer: pointer + tokens[index], detail: 'is required' });
    }
    if (isClosed) explainUnknown(value, known, pointer, faults);
  };
}

function explainUnknown(value: object, known: ReadonlySet<string>, pointer: string, faults: InputFault[]): void {
  for (const key in value) {
    if (!known.has(key))
      faults.push({ pointer: `${pointer}/${escapeToken(key)}`, detail: 'is not part of the contract' });
  }
}

/** An object whose keys keep a schema themselves. */
export const record =
  (parseKey: Parse, explain: Explainer): Explainer =>
  (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push({ pointer, detail: 'must be an object' });
    for (const key of Object.keys(value)) {
      const place = `${pointer}/${escapeToken(key)}`;
      if (parseKey(key) === INVALID) faults.push({ pointer: place, detail: 'is not a key of the contract' });
      else explain(value[key], place, faults);
    }
  };

/** One of several objects, told apart by a member that has one of these values. */
export function choice(key: string, options: readonly (readonly [readonly unknown[], Explainer])[]): Explainer {
  const explainers = new Map(options.flatMap(([values, explain]) => values.map((value) => [value, explain] as const)));
  return (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push({ pointer, detail: 'must be an object' });
    const explain = explainers.get(value[key]);
    if (explain !== undefined) return explain(value, pointer, faults);
    faults.push({ pointer: `${pointer}/${escapeToken(key)}`, detail: 'names none of the alternatives' });
  };
}

/** A list; nobody looks into one that is too long. */
export const list =
  (explain: Explainer, least: number, most: number, detail: string): Explainer =>
  (value, pointer, faults) => {
    if (!Array.isArray(value) || value.length > most) return void faults.push({ pointer, detail });
    for (const [index, item] of value.entries()) explain(item, `${pointer}/${index}`, faults);
    if (value.length < least) faults.push({ pointer, detail });
  };

/** A list of exactly these items. */
export const tuple =
  (items: readonly Explainer[]): Explainer =>
  (value, pointer, faults) => {
    const detail = `must be a list of ${items.length} items`;
    if (!Array.isArray(value) || value.length < items.length) return void faults.push({ pointer, detail });
    if (value.length > items.length) faults.push({ pointer, detail });
    for (const [index, explain] of items.entries()) explain(value[index], `${pointer}/${index}`, faults);
  };

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
