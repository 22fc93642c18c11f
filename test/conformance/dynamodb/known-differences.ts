import { isJsonObject } from '../../../lib/local/json.ts';
import type { Answer } from './engines/engine.ts';
import type { Request } from './generate/request.ts';
import { onlyIdleRecordsMore } from './only-idle-records.ts';
import { differingReasons, type Reason } from './reasons.ts';

/** A difference that stays: who is right, and by what source. */
export interface KnownDifference {
  readonly id: string;
  readonly oracle: 'dynalite' | 'dynoxide';
  readonly what: string;
  readonly right: 'ours' | 'the oracle' | 'not documented';
  /** The source by which it was decided. */
  readonly because: string;
  /** Whether it explains the two answers. */
  covers?(request: Request, ours: Answer, theirs: Answer): boolean;
  /** Whether it explains one reason of a cancelled transaction, or the refusal of a single write. */
  coversReason?(ours: Reason, theirs: Reason): boolean;
}

const says = (answer: Answer, text: string): boolean => !answer.ok && answer.message.includes(text);
const reasonsSay = (answer: Answer, text: string): boolean =>
  !answer.ok && (answer.message.includes(text) || JSON.stringify(answer.fields).includes(text));
const tells = ({ message }: Reason, text: string): boolean => message.includes(text);
const partOf = (answer: Answer): string =>
  answer.ok ? '' : (/^Invalid \w+Expression: /.exec(answer.message)?.[0] ?? '');

const INDEX_KEY_MISMATCH = /Type mismatch for Index Key \w+ Expected: \w+ Actual: \w+ IndexName: \w+$/;

/** Whether an update copies what is at a path, and names a path that is below another. */
const copiesAndReaches = (update: string): boolean => /= (?:\( )?[#a-z]/i.test(update) && /[.[]/.test(update);

const CONFORMANCE = 'nubo-db/dynamodb-conformance, tests/tier3/error-messages, whose texts were taken from AWS';

export const knownDifferences: readonly KnownDifference[] = [
  {
    id: 'syntax-error-text',
    oracle: 'dynalite',
    what: 'a syntax error is worded by its parser generator: what it expected, instead of the token and its neighbours',
    right: 'ours',
    because: CONFORMANCE,
    covers: (_, ours, theirs) =>
      says(theirs, 'Syntax error; Expected') && says(ours, 'Syntax error; token:') && partOf(ours) === partOf(theirs),
  },
  {
    id: 'plus-sign',
    oracle: 'dynalite',
    what: 'a number that begins with + is refused; here, and by dynoxide, it is taken',
    right: 'not documented',
    because: 'no page of AWS says; the numbers of its SDKs never begin so',
    covers: (request, _, theirs) => says(theirs, 'numeric value: +') && JSON.stringify(request.input).includes('"+'),
  },
  {
    id: 'sum-overflow',
    oracle: 'dynalite',
    what: 'a sum of more than 38 digits, or out of range, is stored',
    right: 'ours',
    because: 'developer guide, "Supported data types: Number": more than 38 digits of precision is an exception',
    covers: ({ operation }, ours) => operation === 'UpdateItem' && says(ours, 'Number overflow'),
  },
  {
    id: 'delete-return-values',
    oracle: 'dynalite',
    what: 'DeleteItem takes every value of ReturnValues',
    right: 'ours',
    because: 'API reference, DeleteItem, ReturnValues: only NONE and ALL_OLD are recognised',
    covers: ({ operation }, ours) => operation === 'DeleteItem' && says(ours, 'ReturnValues can only be'),
  },
  {
    id: 'empty-attributes',
    oracle: 'dynalite',
    what: 'an update that shows no attribute answers an empty map; here, and by dynoxide, there is none',
    right: 'not documented',
    because: 'API reference, UpdateItem, Attributes: only "if ReturnValues was specified"; SDKs show both alike',
    covers: ({ operation }, ours, theirs) =>
      operation === 'UpdateItem' &&
      ours.ok &&
      theirs.ok &&
      ours.output['Attributes'] === undefined &&
      isJsonObject(theirs.output['Attributes']) &&
      Object.keys(theirs.output['Attributes']).length === 0,
  },
  {
    id: 'query-limit-text',
    oracle: 'dynalite',
    what: "the refusal of a Query's Limit below 1 shows the value, and the member in lower case",
    right: 'ours',
    because: CONFORMANCE,
    covers: ({ operation }, ours) => operation === 'Query' && says(ours, "at 'Limit' failed"),
  },
  {
    id: 'empty-batch-text',
    oracle: 'dynalite',
    what: 'a batch without tables is refused as a map that is too short',
    right: 'ours',
    because: CONFORMANCE,
    covers: ({ input }, ours, theirs) =>
      JSON.stringify(input['RequestItems']) === '{}' && !ours.ok && says(theirs, "Value '{}' at 'requestItems' failed"),
  },
  {
    id: 'scan-consistent-read',
    oracle: 'dynalite',
    what: 'Scan does not look at ConsistentRead, so its type is not checked',
    right: 'ours',
    because: 'API reference, Scan, ConsistentRead: Boolean',
    covers: ({ operation, input }, ours) =>
      operation === 'Scan' && input['ConsistentRead'] === 7 && says(ours, 'cannot be converted to Boolean'),
  },
  {
    id: 'specific-attributes',
    oracle: 'dynalite',
    what: 'Select SPECIFIC_ATTRIBUTES without a projection is taken, and so are Select and projection that contradict each other',
    right: 'ours',
    because: 'API reference, Query, Select: SPECIFIC_ATTRIBUTES "is equivalent to specifying ProjectionExpression"',
    covers: ({ input }, ours) =>
      input['Select'] !== undefined &&
      (says(ours, 'when choosing to get') || says(ours, 'ALL_PROJECTED_ATTRIBUTES can be used only')),
  },
  {
    id: 'which-index-first',
    oracle: 'dynalite',
    what: 'of two indexes whose keys do not fit, the global one is named by a refusal; here the first in the template',
    right: 'not documented',
    because: 'no page of AWS orders them',
    covers: (_, ours, theirs) =>
      !ours.ok && !theirs.ok && [ours, theirs].every(({ message }) => INDEX_KEY_MISMATCH.test(message)),
  },
  {
    id: 'parentheses-in-updates',
    oracle: 'dynalite',
    what: 'an operand of a sum may not stand in parentheses; an operand of a function may',
    right: 'not documented',
    because: 'the grammar of "Update expressions" in the developer guide shows no parentheses at all',
    covers: ({ input }, ours, theirs) =>
      /[(,=+-] \( /.test(String(input['UpdateExpression'])) &&
      (says(ours, 'Syntax error') || says(theirs, 'Syntax error')),
  },
  {
    id: 'parentheses-in-functions',
    oracle: 'dynalite',
    what: 'an operand of a function of a condition may stand in parentheses',
    right: 'not documented',
    because:
      'the grammar of "Condition and filter expressions" in the developer guide shows conditions in parentheses only',
    covers: (_, ours) => /Expression: Syntax error; token: "\(", near: "[(,] \(/.test(ours.ok ? '' : ours.message),
  },
  {
    id: 'remove-as-a-name',
    oracle: 'dynalite',
    what: 'an attribute whose name is REMOVE must have a placeholder',
    right: 'not documented',
    because: '"Reserved words" in the developer guide has ADD, DELETE and SET, but not REMOVE',
    covers: ({ input }, ours, theirs) =>
      ours.ok && says(theirs, 'Syntax error') && /\bREMOVE\s+REMOVE\b/i.test(String(input['UpdateExpression'])),
  },
  {
    id: 'shared-map',
    oracle: 'dynalite',
    what: 'after SET a = m, m.x = :v the map is one and the same in both places, so that a changes, too',
    right: 'ours',
    because: 'developer guide, "Update expressions": values are those of the item before any of the actions',
    covers: ({ operation, input }, ours, theirs) =>
      operation === 'UpdateItem' && ours.ok && theirs.ok && copiesAndReaches(String(input['UpdateExpression'])),
  },
  {
    id: 'index-consistent-scan',
    oracle: 'dynalite',
    what: 'Scan reads a global index consistently',
    right: 'ours',
    because: 'API reference, Scan, ConsistentRead: not supported on global secondary indexes',
    covers: ({ operation }, ours) => operation === 'Scan' && says(ours, 'Consistent reads are not supported'),
  },
  {
    id: 'empty-index-key',
    oracle: 'dynalite',
    what: 'an empty string is taken as the key of an index',
    right: 'ours',
    because: 'developer guide, "Constraints", string and binary: empty values are not allowed as keys of indexes',
    covers: (_, ours) => says(ours, 'for a secondary index key is not supported'),
  },
  {
    id: 'empty-key-queried',
    oracle: 'dynalite',
    what: 'an empty text is asked for as the key of a table or an index; here it is refused',
    right: 'ours',
    because:
      'getmoto/moto#7062 quotes AWS: a key condition on an empty text is a ValidationException; architect/dynalite#164',
    covers: ({ operation }, ours, theirs) =>
      operation === 'Query' &&
      theirs.ok &&
      says(ours, 'The AttributeValue for a key attribute cannot contain an empty'),
  },
  {
    id: 'two-mistakes-in-an-update',
    oracle: 'dynalite',
    what: 'of a path that leads nowhere and a wrong type for the key of an index, the one that comes first; here the path',
    right: 'not documented',
    because: 'no page of AWS orders them',
    covers: ({ operation }, ours, theirs) =>
      operation === 'UpdateItem' &&
      says(ours, 'The document path provided in the update expression is invalid for update') &&
      says(theirs, 'attempted to update the secondary index key to unsupported type'),
  },
  {
    id: 'two-mistakes-in-an-expression',
    oracle: 'dynalite',
    what: 'of two mistakes in one expression the other one is told',
    right: 'not documented',
    because: 'no page of AWS orders them',
    covers: (_, ours, theirs) => partOf(ours) !== '' && partOf(ours) === partOf(theirs),
  },
  {
    id: 'two-mistakes-in-a-batch',
    oracle: 'dynalite',
    what: 'of two mistakes in one batch, in different tables, the other one is told',
    right: 'not documented',
    because: 'dynalite looks at the tables in parallel; no page of AWS orders them',
    covers: ({ operation, input }, ours, theirs) =>
      operation.startsWith('Batch') &&
      !ours.ok &&
      !theirs.ok &&
      isJsonObject(input['RequestItems']) &&
      Object.keys(input['RequestItems']).length > 1,
  },
  {
    id: 'shown-list',
    oracle: 'dynoxide',
    what: 'the list of too many elements is shown as its own data structures',
    right: 'ours',
    because: CONFORMANCE,
    covers: (_, ours) => says(ours, "at 'transactItems' failed to satisfy constraint"),
  },
  {
    id: 'sum-precision-text',
    oracle: 'dynoxide',
    what: 'a sum of more than 38 digits is refused as too precise; here as an overflow',
    right: 'not documented',
    because: 'developer guide, "Supported data types: Number": it is an exception; no page gives its text',
    coversReason: (ours, theirs) => tells(ours, 'Number overflow') && tells(theirs, 'more than 38 significant digits'),
  },
  {
    id: 'operand-type-text',
    oracle: 'dynoxide',
    what: 'list_append of what is no list, and sums of what is no number, are refused in words of its own',
    right: 'ours',
    because: 'dynalite, whose tests ran against AWS: "An operand in the update expression has an incorrect data type"',
    coversReason: (ours, theirs) =>
      tells(ours, 'incorrect data type') && (tells(theirs, 'list_append requires') || tells(theirs, 'must be numbers')),
  },
  {
    id: 'path-into-no-map',
    oracle: 'dynoxide',
    what: 'SET m.a is done where m is no map, or is not there',
    right: 'ours',
    because: 'developer guide, "Update expressions": the path must be there; dynalite, whose tests ran against AWS',
    coversReason: (ours, theirs) =>
      theirs.code === 'None' && tells(ours, 'document path provided in the update expression is invalid'),
  },
  {
    id: 'index-type-text',
    oracle: 'dynoxide',
    what: 'an update that gives the key of an index a wrong type by way of a path is refused as an item would be',
    right: 'ours',
    because: 'dynalite, whose tests ran against AWS',
    coversReason: (ours, theirs) =>
      tells(ours, 'secondary index key to unsupported type') && tells(theirs, 'Type mismatch for Index Key'),
  },
  {
    id: 'empty-index-key-cancels',
    oracle: 'dynoxide',
    what: 'an empty string as the key of an index refuses the whole transaction; here it is the reason of its element',
    right: 'not documented',
    because: 'no page of AWS says which of the two it is',
    covers: (_, ours, theirs) =>
      reasonsSay(ours, 'for a secondary index key is not supported') &&
      says(theirs, 'for a secondary index key is not supported'),
  },
  {
    id: 'one-action-an-element',
    oracle: 'dynoxide',
    what: 'an element of no action is refused in other words, and of an element of two actions only one is done',
    right: 'ours',
    because: 'API reference, TransactWriteItem: "specify one and only one"; the text is AWS\'s as its forums quote it',
    covers: (_, ours) => says(ours, 'TransactItems can only contain one of'),
  },
  {
    id: 'expressions-before-items',
    oracle: 'dynoxide',
    what: 'a mistake in an expression cancels the transaction; here it refuses the request before anything is looked at',
    right: 'ours',
    because:
      'API reference, TransactWriteItems: ValidationException for input that fails the constraints; dynalite for one item',
    covers: (_, ours, theirs) => partOf(ours) !== '' && !theirs.ok && theirs.code === 'TransactionCanceledException',
  },
  {
    id: 'expressions-before-duplicates',
    oracle: 'dynoxide',
    what: 'two operations on one item are told before a mistake in an expression; here the expression is',
    right: 'not documented',
    because: 'no page of AWS orders them; for one item dynalite, whose tests ran against AWS, reads expressions first',
    covers: (_, ours, theirs) =>
      partOf(ours) !== '' && says(theirs, 'Transaction request cannot include multiple operations on one item'),
  },
  {
    id: 'values-before-paths',
    oracle: 'dynoxide',
    what: 'of an update with a path that leads nowhere and a value that is not there, or no number, the path is told; here the value',
    right: 'ours',
    because: 'dynalite, whose tests ran against AWS, works out all values first',
    coversReason: (ours, theirs) =>
      tells(theirs, 'The document path provided in the update expression is invalid') &&
      (tells(ours, 'refers to an attribute that does not exist') ||
        tells(ours, 'incorrect data type') ||
        tells(ours, 'Number overflow')),
  },
  {
    id: 'two-values-of-an-update',
    oracle: 'dynoxide',
    what: 'of a sum that is too large and another value that cannot be, the other is told; here the one that comes first',
    right: 'not documented',
    because:
      'no page of AWS orders them; dynalite, whose tests ran against AWS, goes from the first action to the last',
    coversReason: (ours, theirs) =>
      tells(ours, 'Number overflow') &&
      (tells(theirs, 'refers to an attribute that does not exist') ||
        tells(theirs, 'list_append requires') ||
        tells(theirs, 'must be numbers')),
  },
  {
    id: 'first-misfit-ends-it',
    oracle: 'dynoxide',
    what: 'conditions are asked although an element does not fit its table; here the first that does not fit is the only reason',
    right: 'not documented',
    because:
      'API reference, TransactWriteItems: a reason for each item, in order; nothing on what is looked at after a misfit',
    covers: ({ operation }, ours, theirs) =>
      operation.startsWith('Transact') &&
      !ours.ok &&
      ours.code === 'TransactionCanceledException' &&
      (says(theirs, 'Transaction cancelled') || says(theirs, 'cannot include multiple operations')) &&
      (reasonsSay(ours, 'does not match the schema') ||
        reasonsSay(ours, 'Missing the key') ||
        reasonsSay(ours, 'Type mismatch for')),
  },
  {
    id: 'records-of-no-change',
    oracle: 'dynoxide',
    what: 'a stream also tells of writes that change nothing',
    right: 'ours',
    because: 'developer guide, "Change data capture for DynamoDB Streams": a write that changes no data has no record',
    covers: ({ operation }, ours, theirs) => operation === 'GetRecords' && onlyIdleRecordsMore(ours, theirs),
  },
];

/** The id of the first listed difference that explains the two answers. Of reasons that differ each must be explained. */
export const reasonFor = (oracle: string, request: Request, ours: Answer, theirs: Answer): string | undefined => {
  const rows = knownDifferences.filter((row) => row.oracle === oracle);
  const whole = rows.find((row) => row.covers?.(request, ours, theirs) === true);
  if (whole !== undefined) return whole.id;
  const ids = differingReasons(ours, theirs).map(
    ([mine, yours]) => rows.find((row) => row.coversReason?.(mine, yours) === true)?.id,
  );
  return ids.every((id) => id !== undefined) ? ids[0] : undefined;
};
