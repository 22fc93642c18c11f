import { ContractError } from './contract-error.ts';
import type { EndpointDeclaration } from './declaration.ts';
import { viewOf } from './views.ts';
import { type SchemaDefinition, walkSchema } from './walk-schema.ts';

type Direction = 'request' | 'responses';

interface Rule {
  readonly message: string;
  readonly applies: readonly Direction[];
  readonly broken: (definition: SchemaDefinition) => boolean;
}

const unknownKeys = ({ type, catchall }: SchemaDefinition) =>
  type === 'object' && (catchall === undefined ? 'dropped' : catchall._zod.def.type === 'never' ? 'refused' : 'kept');

const rules: readonly Rule[] = [
  {
    message: 'drops unknown keys silently: use z.strictObject, which refuses them',
    applies: ['request', 'responses'],
    broken: (definition) => unknownKeys(definition) === 'dropped',
  },
  {
    message: 'lets unknown keys pass: use z.strictObject, which refuses them',
    applies: ['request'],
    broken: (definition) => unknownKeys(definition) === 'kept',
  },
  {
    message: 'lets keys pass that break its key schema: use z.record',
    applies: ['request', 'responses'],
    broken: ({ type, mode }) => type === 'record' && mode === 'loose',
  },
  {
    message: 'accepts anything: say what arrives',
    applies: ['request'],
    broken: ({ type }) => type === 'any' || type === 'unknown',
  },
];

/**
 * Every object of a contract is closed, at every depth: what it does not name is refused when it arrives, and is never
 * sent. A response may be open where its author says so with `z.looseObject`.
 *
 * @throws ContractError naming the schema: `request.body/debtor/address`.
 */
export function assertClosed({ route, request, responses, views }: EndpointDeclaration): void {
  const tables = [
    { direction: 'request', place: 'request', schemas: request ?? {} },
    { direction: 'responses', place: 'responses', schemas: responses },
    ...Object.entries(views ?? {}).flatMap(([role, view]) => {
      const { body, responses: seen = {} } = viewOf(view);
      const place = `views.${role}`;
      return [
        { direction: 'request', place, schemas: body === undefined ? {} : { body } },
        { direction: 'responses', place: `${place}.responses`, schemas: seen },
      ] as const;
    }),
  ] as const;
  for (const { direction, place, schemas } of tables) {
    for (const [part, schema] of Object.entries(schemas)) {
      for (const { definition, pointer } of schema === null ? [] : walkSchema(schema)) {
        const rule = rules.find(({ applies, broken }) => applies.includes(direction) && broken(definition));
        if (rule !== undefined) throw new ContractError(route, `${place}.${part}${pointer} ${rule.message}`);
      }
    }
  }
}
