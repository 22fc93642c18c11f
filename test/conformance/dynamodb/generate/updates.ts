import * as fc from 'fast-check';
import type { JsonObject } from '../../../../lib/local/json.ts';
import { anyValue, literal, nameIn, pathIn } from './conditions.ts';
import { type Expression, joined, phrase } from './expression.ts';
import { attributeNames, numeral, value } from './values.ts';

const path = pathIn(attributeNames);
const number = literal(numeral.map((N) => ({ N })));
const list = literal(fc.array(value, { maxLength: 2 }).map((L) => ({ L })));
const indexKeyValue = literal(fc.constantFrom<JsonObject>({ S: 'a' }, { S: 'b' }, { N: '1' }, { N: '3' }));
const sets = literal(
  fc.constantFrom<JsonObject>({ SS: ['a'] }, { SS: ['b', 'c'] }, { NS: ['1', '2'] }, { NS: ['0'] }, { BS: ['AA=='] }),
);

const setAction = fc.oneof(
  { weight: 4, arbitrary: phrase(path, '=', anyValue) },
  { weight: 3, arbitrary: phrase(nameIn(['n', 'score']), '= n', fc.constantFrom<Expression>(['+'], ['-']), number) },
  { weight: 2, arbitrary: phrase(nameIn(['n']), '= if_not_exists(', path, ',', number, ') +', number) },
  { weight: 2, arbitrary: phrase(nameIn(['l']), '= list_append(', nameIn(['l', 'm']), ',', list, ')') },
  { weight: 1, arbitrary: phrase(nameIn(['l']), '= list_append( if_not_exists( l ,', list, '),', list, ')') },
  { weight: 2, arbitrary: phrase(path, '=', path) },
  { weight: 1, arbitrary: phrase(nameIn(['tint', 'holder', 'score']), '=', indexKeyValue) },
  { weight: 1, arbitrary: phrase(path, '= (', path, '+', number, ')') },
);
const addAction = fc.oneof(
  { weight: 3, arbitrary: phrase(nameIn(['n', 'score', 'zz']), number) },
  { weight: 3, arbitrary: phrase(nameIn(['ss', 'ns', 'zz']), sets) },
  { weight: 1, arbitrary: phrase(path, fc.oneof(number, sets)) },
);
const deleteAction = fc.oneof(
  { weight: 3, arbitrary: phrase(nameIn(['ss', 'ns', 'bs']), sets) },
  { weight: 1, arbitrary: phrase(path, sets) },
);

const clause = (keyword: string, action: fc.Arbitrary<Expression>, most: number): fc.Arbitrary<Expression> =>
  fc.array(action, { minLength: 1, maxLength: most }).map((actions) => [keyword, ...joined(actions, ',')]);

/** One to three clauses in any order. */
export const update: fc.Arbitrary<Expression> = fc
  .tuple(
    fc.option(clause('SET', setAction, 3), { freq: 4, nil: undefined }),
    fc.option(clause('REMOVE', path, 2), { freq: 1, nil: undefined }),
    fc.option(clause('add', addAction, 2), { freq: 1, nil: undefined }),
    fc.option(clause('DELETE', deleteAction, 2), { freq: 1, nil: undefined }),
    fc.boolean(),
  )
  .map(([set, remove, add, subtract, turned]) => {
    const clauses = [set, remove, add, subtract].filter((each) => each !== undefined);
    if (clauses.length === 0) return ['REMOVE', 'zz'];
    return (turned ? clauses.reverse() : clauses).flat();
  })
  .filter((expression) => !sharesWhatItChanges(expression));

/**
 * Whether an update copies a map or list and changes something below the original or the copy: `SET n = m , m . a = :v`. In
 * dynalite, which copies nothing, the two are one; and a map that it puts into itself, `SET m . a = m`, ends it.
 */
const sharesWhatItChanges = (expression: Expression): boolean => {
  const text = expression
    .map((piece) => (typeof piece === 'string' ? piece : 'name' in piece ? piece.name : ':v'))
    .join(' ');
  const below = [...text.matchAll(/(\w+)(?:\s*\.\s*\w+|\s*\[\d+\])+/g)].map(({ 1: root = '' }) => root);
  const copies = [
    ...text.matchAll(/(\w+)((?:\s*\.\s*\w+|\s*\[\d+\])*) = (\w+)((?:\s*\.\s*\w+|\s*\[\d+\])*)(?= ,| [A-Za-z]|$)/g),
  ];
  return copies.some(([, into = '', intoBelow, from = '', fromBelow]) => {
    const own = (intoBelow === '' ? 0 : 1) + (fromBelow === '' ? 0 : 1);
    const touching = below.filter((root) => root === into || root === from).length;
    return touching > own || (into === from && own > 0);
  });
};
