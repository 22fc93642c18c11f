import * as z from 'zod';
import { statementKind } from '../engine/statement.ts';
import { truthOf } from '../engine/truth.ts';
import { fidelityOfOrigin } from '../references/address-book.ts';

/**
 * Matches labels that rules before this one have added. `LABEL` compares whole components at the end of the label,
 * `NAMESPACE` (a key that ends with `:`) a run of namespaces inside it. A key that does not begin with `awswaf:`
 * finds only labels of the same web ACL or rule group. It comes as near to AWS as whoever adds the labels.
 */
export const labelMatchStatement = statementKind({
  name: 'LabelMatchStatement',
  properties: z
    .strictObject({
      Key: z
        .string()
        .max(1024)
        .regex(/^[0-9A-Za-z_:-]+$/, 'may hold letters, digits, _, - and : only'),
      Scope: z.enum(['LABEL', 'NAMESPACE']),
    })
    .refine(({ Key, Scope }) => Key.endsWith(':') === (Scope === 'NAMESPACE'), {
      path: ['Key'],
      message: 'ends with : when the scope is NAMESPACE, and only then',
    }),
  compile({ Key, Scope }, { addressBook, labelOrigins, labelPrefix, path, written }) {
    const isQualified = Key.startsWith('awswaf:');
    const matchesPart = (part: string) =>
      Scope === 'LABEL' ? `:${part}`.endsWith(`:${Key}`) : `:${part}`.includes(`:${Key}`);
    const matches = (label: string) => {
      if (isQualified) return Scope === 'LABEL' ? label === Key : label.startsWith(Key);
      return label.startsWith(labelPrefix) && matchesPart(label.slice(labelPrefix.length));
    };
    return {
      evaluate: ({ labels, trace }) => {
        const truth = truthOf(labels.some(matches));
        trace?.saw({
          path,
          condition: written,
          field: { Labels: {} },
          transformations: [],
          values: [...labels],
          truth,
        });
        return truth;
      },
      capacity: 1,
      fidelity: isOfPlace(Key) ? fidelityOfOrigin(addressBook) : labelOrigins.fidelityOf(matches),
    };
  },
});

/** Labels that a GeoMatchStatement adds: there is one for every country and region. */
const isOfPlace = (key: string) => /^awswaf:(?:clientip|forwardedip):/.test(key);
