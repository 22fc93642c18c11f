import * as z from 'zod';
import { fieldKinds } from '../fields/field-kinds.ts';
import { preParseTransformations } from '../transformations/pre-parse.ts';
import { transformations } from '../transformations/transformations.ts';
import type { ByteString } from './byte-string.ts';
import type { Extraction, Field } from './field.ts';
import { ask, type Inspection } from './inspection.ts';
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

type Criterion = (values: readonly ByteString[]) => boolean;

/** A part of the request and what is done to it before it is looked at. */
export interface Component {
  readonly valuesIn: (inspection: Inspection) => Extraction;
  /** `match` when one of the transformed values satisfies the criterion, which must depend on them alone. */
  readonly test: (inspection: Inspection, criterion: Criterion) => Truth;
  /** The capacity of a statement with this base cost over this component. */
  readonly capacityOf: (base: number) => number;
}

export function compileComponent(properties: ComponentProperties, context: CompileContext): Component {
  const { FieldToMatch, PreParseTextTransformations = [], TextTransformations } = properties;
  const field = compileField(FieldToMatch, PreParseTextTransformations, context);
  const chain = inOrder(TextTransformations, transformations, joinPath(context.path, 'TextTransformations')).map(
    overAll,
  );

  const valuesIn = (inspection: Inspection): Extraction => {
    const raw = ask(inspection, field.extract, inspection);
    if (typeof raw === 'string') return raw;
    return chain.reduce<readonly ByteString[]>(
      (values, transformation) => ask(inspection, transformation, values),
      raw,
    );
  };

  const transformationCost = 10 * (costly(TextTransformations) + costly(PreParseTextTransformations));
  return {
    valuesIn,
    test: (inspection, criterion) => {
      const values = valuesIn(inspection);
      return typeof values === 'string' ? values : truthOf(values.length > 0 && ask(inspection, criterion, values));
    },
    capacityOf: (base) => base * (field.factor ?? 1) + (field.surcharge ?? 0) + transformationCost,
  };
}

const costly = (them: TransformationSteps) => them.filter(({ Type }) => Type !== 'NONE').length;

function compileField(
  written: Record<string, unknown>,
  preParse: TransformationSteps,
  { path, intern }: CompileContext,
): Field {
  const place = joinPath(path, 'FieldToMatch');
  const [name, ...others] = Object.keys(written);
  if (name === undefined || others.length > 0) throw new FirewallRefusal(place, 'must name exactly one field');
  const kind = fieldKinds.get(name);
  if (kind === undefined) throw new FirewallRefusal(joinPath(place, name), 'is not a known field');
  const preParsePath = joinPath(path, 'PreParseTextTransformations');
  if (preParse.length > 0 && kind.takesPreParse === undefined) {
    throw new FirewallRefusal(preParsePath, 'are for query arguments only');
  }
  const steps = inOrder(preParse, preParseTransformations, preParsePath);
  const prepare = (query: ByteString) => steps.reduce((so, step) => step(so), query);
  const properties = parsePart(kind.properties, written[name], joinPath(place, name));
  return intern(['field', written, preParse], () => kind.compile(properties, prepare));
}

type Transformation = (text: ByteString) => ByteString;

/** Ascending by priority. @throws FirewallRefusal for a transformation that is not in the table */
function inOrder(
  them: TransformationSteps,
  table: ReadonlyMap<string, Transformation>,
  path: string,
): readonly Transformation[] {
  return them
    .map(({ Priority, Type }, index) => {
      const transformation = table.get(Type);
      if (transformation === undefined) {
        throw new FirewallRefusal(joinPath(path, index, 'Type'), `${Type} is not a known transformation`);
      }
      return { Priority, transformation };
    })
    .sort((one, other) => one.Priority - other.Priority)
    .map(({ transformation }) => transformation);
}

const overAllByOne = new Map<Transformation, (values: readonly ByteString[]) => readonly ByteString[]>();

/**
 * A transformation over a list of values. A list that it does not change stays the same object, so that whatever was
 * asked about it before need not be asked again.
 */
function overAll(transformation: Transformation): (values: readonly ByteString[]) => readonly ByteString[] {
  const known = overAllByOne.get(transformation);
  if (known !== undefined) return known;
  const made = (values: readonly ByteString[]) => {
    const transformed = values.map(transformation);
    return transformed.every((value, index) => value === values[index]) ? values : transformed;
  };
  overAllByOne.set(transformation, made);
  return made;
}
