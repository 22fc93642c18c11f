import * as z from 'zod';
import { fieldKinds } from '../fields/field-kinds.ts';
import { beyond, quotas } from '../quotas.ts';
import { preParseTransformations } from '../transformations/pre-parse.ts';
import { shortcuts } from '../transformations/shortcuts.ts';
import { transformations } from '../transformations/transformations.ts';
import type { ByteString } from './byte-string.ts';
import type { Field } from './field.ts';
import { type Inspection, textsOf } from './inspection.ts';
import type { Pattern } from './pattern.ts';
import { createPatternBook } from './pattern-book.ts';
import type { Reading } from './reading.ts';
import { FirewallRefusal, joinPath, parsePart } from './refusal.ts';
import { createSlot, type Slot } from './slot.ts';
import type { CompileContext } from './statement.ts';
import type { Texts, Transformation } from './texts.ts';
import { type Truth, truthOf } from './truth.ts';

const steps = z
  .array(z.strictObject({ Priority: z.int().min(0), Type: z.string() }))
  .min(1)
  .max(quotas.transformationsOfStatement.most, beyond('transformationsOfStatement'))
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

/** Whether what a statement asks for holds of some texts; its answer must depend on them alone. */
export type Criterion = (texts: Texts) => boolean;

/** A part of the request and what is done to it before it is looked at. */
export interface Component {
  readonly valuesIn: (inspection: Inspection) => Reading;
  /** `match` when the criterion holds of the transformed values; a field that the request lacks has none. */
  readonly test: (inspection: Inspection, criterion: Criterion) => Truth;
  /** The criterion of finding one of the patterns, together with whatever else is looked for in fields of the kind. */
  readonly criterionOf: (patterns: readonly Pattern[]) => Criterion;
  /** The same part after more transformations, which cost nothing: a detector brings them along. */
  readonly after: (types: readonly string[]) => Component;
  /** The capacity of a statement with this base cost over this component. */
  readonly capacityOf: (base: number) => number;
}

export function compileComponent(
  properties: ComponentProperties,
  context: CompileContext,
  looksFor: 'exactly one text' | 'anything' = 'anything',
): Component {
  const { FieldToMatch, PreParseTextTransformations = [], TextTransformations } = properties;
  const field = compileField(FieldToMatch, PreParseTextTransformations, context, looksFor);
  const chain = inOrder(TextTransformations, transformations, joinPath(context.path, 'TextTransformations'));
  const cost = 10 * (costly(TextTransformations) + costly(PreParseTextTransformations));
  const written = [FieldToMatch, PreParseTextTransformations];

  const raw = context.intern(['slot', ...written], () =>
    createSlot(context.intern, (inspection) => {
      if (inspection.request.withheld?.(FieldToMatch) !== undefined) return 'not-applicable';
      const found = field.extract(inspection);
      return typeof found === 'string' ? found : textsOf(inspection, found);
    }),
  );
  // One for all fields of a kind: two that read a body in their own ways mostly find the same texts in it.
  const book = context.intern(['book', ...Object.keys(FieldToMatch)], () => createPatternBook(context.intern));
  /** Chains that begin alike share what they share. */
  const slotAfter = (slot: Slot, types: readonly string[], { name, transformation }: Step): Slot =>
    context.intern(['slot', ...written, ...types, name], () =>
      createSlot(context.intern, (inspection) => {
        const before = slot.read(inspection);
        return typeof before === 'string' ? before : before.after(transformation, shortcuts.get(transformation));
      }),
    );

  const componentOf = (steps: readonly Step[]): Component => {
    const types = steps.map(({ name }) => name);
    const slot = steps.reduce((so, step, at) => slotAfter(so, types.slice(0, at), step), raw);
    return {
      valuesIn: slot.read,
      test: (inspection, criterion) => {
        const reading = slot.read(inspection);
        const truth = typeof reading === 'string' ? reading : truthOf(reading.all.length > 0 && criterion(reading));
        inspection.trace?.saw({
          path: context.path,
          condition: context.written,
          field: FieldToMatch,
          transformations: types,
          values: typeof reading === 'string' ? undefined : reading.all,
          truth,
        });
        return truth;
      },
      criterionOf: book.add,
      after: (more) => componentOf([...steps, ...more.map((name) => stepOf(name, transformations))]),
      capacityOf: (base) => base * (field.factor ?? 1) + (field.surcharge ?? 0) + cost,
    };
  };
  return componentOf(chain);
}

interface Step {
  readonly name: string;
  readonly transformation: Transformation;
}

const stepOf = (name: string, table: ReadonlyMap<string, Transformation>): Step => {
  const transformation = table.get(name);
  if (transformation === undefined) throw new FirewallRefusal('Type', `${name} is not a known transformation`);
  return { name, transformation };
};

const costly = (them: TransformationSteps) => them.filter(({ Type }) => Type !== 'NONE').length;

function compileField(
  written: Record<string, unknown>,
  preParse: TransformationSteps,
  { path, intern }: CompileContext,
  looksFor: 'exactly one text' | 'anything',
): Field {
  const place = joinPath(path, 'FieldToMatch');
  const [name, ...others] = Object.keys(written);
  if (name === undefined || others.length > 0) throw new FirewallRefusal(place, 'must name exactly one field');
  const kind = fieldKinds.get(name);
  if (kind === undefined) throw new FirewallRefusal(joinPath(place, name), 'is not a known field');
  if (kind.isFingerprint === true && looksFor === 'anything') {
    throw new FirewallRefusal(joinPath(place, name), 'can only be compared EXACTLY, by a ByteMatchStatement');
  }
  const preParsePath = joinPath(path, 'PreParseTextTransformations');
  if (preParse.length > 0 && kind.takesPreParse === undefined) {
    throw new FirewallRefusal(preParsePath, 'are for query arguments only');
  }
  const steps = inOrder(preParse, preParseTransformations, preParsePath);
  const prepare = (query: ByteString) => steps.reduce((so, { transformation }) => transformation(so), query);
  const properties = parsePart(kind.properties, written[name], joinPath(place, name));
  return intern(['field', written, preParse], () => kind.compile(properties, prepare));
}

/** Ascending by priority, without those that do nothing. @throws FirewallRefusal for one that is not in the table */
function inOrder(them: TransformationSteps, table: ReadonlyMap<string, Transformation>, path: string): readonly Step[] {
  return them
    .map(({ Priority, Type }, index) => {
      const transformation = table.get(Type);
      if (transformation === undefined) {
        throw new FirewallRefusal(joinPath(path, index, 'Type'), `${Type} is not a known transformation`);
      }
      return { Priority, name: Type, transformation };
    })
    .filter(({ name }) => name !== 'NONE')
    .sort((one, other) => one.Priority - other.Priority);
}
