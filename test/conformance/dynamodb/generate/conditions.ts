import * as fc from 'fast-check';
import type { KeyAttribute, TableDefinition } from '../../../../lib/local/dynamodb/index.ts';
import type { Json } from '../../../../lib/local/json.ts';
import { type Expression, phrase } from './expression.ts';
import { attributeNames, binary, keyValue, numeral, text, value } from './values.ts';

const word = (name: string): fc.Arbitrary<Expression> => fc.constantFrom<Expression>([name], [{ name }]);

export const nameIn = (names: readonly string[]): fc.Arbitrary<Expression> => fc.constantFrom(...names).chain(word);

const index = fc.integer({ min: 0, max: 4 }).map((at): Expression => [`[${at}]`]);

/** Mostly a plain attribute; sometimes what lies within a map or a list. */
export const pathIn = (names: readonly string[]): fc.Arbitrary<Expression> =>
  fc.oneof(
    { weight: 6, arbitrary: nameIn(names) },
    { weight: 2, arbitrary: phrase(word('m'), '.', nameIn(['a', 'n', 's', 'l'])) },
    { weight: 2, arbitrary: phrase(word('l'), index) },
    { weight: 1, arbitrary: phrase(word('m'), '.', word('l'), index) },
    { weight: 1, arbitrary: phrase(word('l'), index, '.', nameIn(['a', 'n'])) },
  );

export const literal = (of: fc.Arbitrary<Json>): fc.Arbitrary<Expression> => of.map((each) => [{ value: each }]);

export const anyValue = literal(value);
const scalar = literal(
  fc.oneof(
    text.map((S) => ({ S })),
    numeral.map((N) => ({ N })),
    binary.map((B) => ({ B })),
  ),
);
const typeName = literal(
  fc.constantFrom('S', 'N', 'B', 'BOOL', 'NULL', 'M', 'L', 'SS', 'NS', 'BS').map((S) => ({ S })),
);
const comparator = fc.constantFrom('=', '<>', '<', '<=', '>', '>=').map((each): Expression => [each]);
const equality = fc.constantFrom('=', '<>').map((each): Expression => [each]);

const numberPath = nameIn(['n', 'n', 'score', 'm']);
const textPath = nameIn(['s', 's', 'tint', 'holder']);
const number = literal(numeral.map((N) => ({ N })));
const string = literal(text.map((S) => ({ S })));

/** Conditions on the attributes of items; `of` says which names they may use. */
export const conditionOn = (names: readonly string[]): fc.Arbitrary<Expression> => {
  const path = pathIn(names);
  const operand = fc.oneof({ weight: 3, arbitrary: path }, { weight: 1, arbitrary: phrase('size(', path, ')') });
  const leaf = fc.oneof(
    { weight: 4, arbitrary: phrase(numberPath, comparator, number) },
    { weight: 3, arbitrary: phrase(textPath, comparator, string) },
    { weight: 3, arbitrary: phrase(operand, comparator, scalar) },
    { weight: 2, arbitrary: phrase(operand, equality, anyValue) },
    { weight: 1, arbitrary: phrase(scalar, comparator, operand) },
    { weight: 2, arbitrary: phrase(operand, comparator, operand) },
    { weight: 3, arbitrary: phrase('attribute_exists(', path, ')') },
    { weight: 3, arbitrary: phrase('attribute_not_exists(', path, ')') },
    { weight: 1, arbitrary: phrase('attribute_type(', path, ',', typeName, ')') },
    { weight: 2, arbitrary: phrase('begins_with(', textPath, ',', string, ')') },
    { weight: 2, arbitrary: phrase('contains(', path, ',', fc.oneof(scalar, path), ')') },
    { weight: 2, arbitrary: phrase('contains(', nameIn(['s', 'ss', 'l']), ',', string, ')') },
    { weight: 2, arbitrary: phrase(numberPath, 'BETWEEN', number, 'AND', number) },
    { weight: 1, arbitrary: phrase(textPath, 'between', string, 'and', string) },
    { weight: 2, arbitrary: phrase(operand, 'IN (', scalar, ',', fc.oneof(anyValue, path), ')') },
  );
  return fc.letrec<{ condition: Expression }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      leaf,
      phrase(tie('condition'), 'AND', tie('condition')),
      phrase(tie('condition'), 'or', tie('condition')),
      phrase('NOT', tie('condition')),
      phrase('(', tie('condition'), ')'),
      phrase('NOT (', tie('condition'), 'AND', tie('condition'), ')'),
    ),
  })).condition;
};

export const condition = conditionOn([...attributeNames, 'pk', 'id', 'score', 'tint']);

/** What is true of few items, or of most: so that conditions hold and fail about equally often. */
export const conditionFor = ({ key: { partition } }: TableDefinition): fc.Arbitrary<Expression> =>
  fc.oneof(
    { weight: 2, arbitrary: phrase('attribute_exists(', word(partition.name), ')') },
    { weight: 2, arbitrary: phrase('attribute_not_exists(', word(partition.name), ')') },
    { weight: 6, arbitrary: condition },
  );

/** A key condition, mostly one that the key allows. */
export const keyCondition = ({ partition, sort }: TableDefinition['key']): fc.Arbitrary<Expression> => {
  const hash = phrase(word(partition.name), '=', literal(keyValue(partition)));
  if (sort === undefined) return hash;
  return fc.oneof(
    { weight: 3, arbitrary: hash },
    { weight: 6, arbitrary: phrase(hash, 'AND', sortCondition(sort)) },
    { weight: 1, arbitrary: phrase(sortCondition(sort), 'and', hash) },
  );
};

const sortCondition = (sort: KeyAttribute): fc.Arbitrary<Expression> => {
  const given = literal(keyValue(sort));
  const order = fc.constantFrom('=', '<', '<=', '>', '>=').map((each): Expression => [each]);
  return fc.oneof(
    phrase(word(sort.name), order, given),
    phrase(given, order, word(sort.name)),
    phrase(word(sort.name), 'BETWEEN', given, 'AND', given),
    ...(sort.type === 'N' ? [] : [phrase('begins_with (', word(sort.name), ',', given, ')')]),
  );
};
