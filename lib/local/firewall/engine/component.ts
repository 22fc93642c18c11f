import * as z from 'zod';
import { fieldKinds } from '../fields/field-kinds.ts';
import { preParseTransformations } from '../transformations/pre-parse.ts';
import { transformations } from '../transformations/transformations.ts';
import type { ByteString } from './byte-string.ts';
import type { Extraction, Field } from './field.ts';
import { type Inspection, memoised } from './inspection.ts';
import { FirewallRefusal, joinPath, parsePart } from './refusal.ts';
import type { CompileContext } from './statement.ts';
import { type Truth, truthOf } from './truth.ts';

const steps = z
  .array(z.strictObject({ Priority: z.int().min(0), Type: z.string() }))
  .min(1)
  .max(10)
  .refine((them) => new Set(them.map(({ Priority }) => Priority)).size === them.length, 'priorities must differ');

export type TransformationSteps = z.infer<typeof steps>;

/** The members that every statement about a part of the request has. */
export const componentProperties = {
  FieldToMatch: z.record(z.string(), z.unknown()),
  PreParseTextTransformations: steps.optional(),
  TextTransformations: steps,
};

export const transformationSteps = steps;

interface ComponentProperties {
  readonly FieldToMatch: Record<string, unknown>;
  readonly PreParseTextTransformations?: TransformationSteps | undefined;
  readonly TextTransformations: TransformationSteps;
}

/** A part of the request and what is done to it before it is looked at. */
export interface Component {
  readonly valuesIn: (inspection: Inspection) => Extraction;
  /** `match` when one of the transformed values satisfies the criterion. */
  readonly test: (inspection: Inspection, criterion: (values: readonly ByteString[]) => boolean) => Truth;
  /** The capacity of a statement with this base cost over this component. */
  readonly capacityOf: (base: number) => number;
}

export function compileComponent(properties: ComponentProperties, context: CompileContext): Component {
  const { FieldToMatch, PreParseTextTransformations = [], TextTransformations } = properties;
  const prepare = compileTransformations(
    PreParseTextTransformations,
    joinPath(context.path, 'PreParseTextTransformations'),
    preParseTransformations,
  );
  const field = compileField(FieldToMatch, PreParseTextTransformations.length > 0, prepare, context.path);
  const transform = compileTransformations(TextTransformations, joinPath(context.path, 'TextTransformations'));

  const rawKey = context.componentKey(JSON.stringify([FieldToMatch, PreParseTextTransformations]));
  const key = context.componentKey(JSON.stringify([FieldToMatch, PreParseTextTransformations, TextTransformations]));
  const valuesIn = (inspection: Inspection): Extraction =>
    memoised(inspection, key, () => {
      const raw = memoised(inspection, rawKey, () => field.extract(inspection));
      return typeof raw === 'string' ? raw : [...new Set(raw.map(transform))];
    });

  const transformationCost = 10 * (costly(TextTransformations) + costly(PreParseTextTransformations));
  return {
    valuesIn,
    test: (inspection, criterion) => {
      const values = valuesIn(inspection);
      return typeof values === 'string' ? values : truthOf(values.length > 0 && criterion(values));
    },
    capacityOf: (base) => base * (field.factor ?? 1) + (field.surcharge ?? 0) + transformationCost,
  };
}

const costly = (them: TransformationSteps) => them.filter(({ Type }) => Type !== 'NONE').length;

function compileField(
  written: Record<string, unknown>,
  isPrepared: boolean,
  prepare: (query: ByteString) => ByteString,
  path: string,
): Field {
  const place = joinPath(path, 'FieldToMatch');
  const [name, ...others] = Object.keys(written);
  if (name === undefined || others.length > 0) throw new FirewallRefusal(place, 'must name exactly one field');
  const kind = fieldKinds.get(name);
  if (kind === undefined) throw new FirewallRefusal(joinPath(place, name), 'is not a known field');
  if (isPrepared && kind.takesPreParse === undefined) {
    throw new FirewallRefusal(joinPath(path, 'PreParseTextTransformations'), 'are for query arguments only');
  }
  return kind.compile(parsePart(kind.properties, written[name], joinPath(place, name)), prepare);
}

/** Ascending by priority, as one function. @throws FirewallRefusal for a transformation that is not in the table */
export function compileTransformations(
  them: TransformationSteps,
  path: string,
  table: ReadonlyMap<string, (text: ByteString) => ByteString> = transformations,
): (text: ByteString) => ByteString {
  const chain = them
    .map(({ Priority, Type }, index) => {
      const transformation = table.get(Type);
      if (transformation === undefined) {
        throw new FirewallRefusal(joinPath(path, index, 'Type'), `${Type} is not a known transformation`);
      }
      return { Priority, transformation };
    })
    .sort((one, other) => one.Priority - other.Priority);
  return (text) => chain.reduce((so, { transformation }) => transformation(so), text);
}
