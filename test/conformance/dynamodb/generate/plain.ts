import * as fc from 'fast-check';
import { literal, nameIn } from './conditions.ts';
import { type Expression, joined, phrase } from './expression.ts';

/**
 * Expressions that are always well-formed, for transactions: their grammar is judged elsewhere, and what is judged here
 * is what the items make of them.
 */
const number = literal(fc.integer({ min: -3, max: 9 }).map((n) => ({ N: String(n) })));
const string = literal(fc.constantFrom('a', 'b', 'ab').map((S) => ({ S })));
const list = literal(fc.constantFrom({ L: [] }, { L: [{ N: '1' }] }));

/** One action an attribute, so that no two paths overlap. */
const actions: Readonly<Record<string, fc.Arbitrary<Expression>>> = {
  n: fc.oneof(
    phrase(nameIn(['n']), '= if_not_exists( n ,', number, ') +', number),
    phrase(nameIn(['n']), '= n -', number),
    phrase(nameIn(['n']), '=', number),
  ),
  s: fc.oneof(phrase(nameIn(['s']), '=', string), phrase('s =', nameIn(['zz']))),
  l: fc.oneof(
    phrase('l = list_append( if_not_exists( l ,', list, ') ,', list, ')'),
    phrase(nameIn(['l']), '= list_append( l ,', list, ')'),
  ),
  m: phrase(nameIn(['m']), '.', nameIn(['a', 'n']), '=', string),
  tint: phrase(nameIn(['tint']), '=', string),
};

const set = fc
  .uniqueArray(fc.constantFrom(...Object.keys(actions)), { minLength: 1, maxLength: 2 })
  .chain((names) => fc.tuple(...names.map((name) => actions[name] ?? fc.constant([]))))
  .map((all): Expression => ['SET', ...joined(all, ',')]);

const others: fc.Arbitrary<Expression> = fc.oneof(
  phrase('REMOVE', nameIn(['zz', 'flag', 'ss'])),
  phrase('ADD zz', number),
  phrase('ADD ns', literal(fc.constantFrom({ NS: ['1'] }, { NS: ['2', '7'] }))),
  phrase('DELETE ns', literal(fc.constantFrom({ NS: ['1'] }, { NS: ['2'] }))),
);

export const plainUpdate: fc.Arbitrary<Expression> = fc.oneof(set, others, phrase(set, others));

const leaf = fc.oneof(
  phrase(nameIn(['n', 'score']), fc.constantFrom<Expression>(['>'], ['<='], ['='], ['<>']), number),
  phrase('attribute_exists(', nameIn(['s', 'l', 'zz']), ')'),
  phrase('attribute_not_exists(', nameIn(['flag', 'm', 'zz']), ')'),
  phrase('begins_with( s ,', string, ')'),
  phrase('contains( s ,', string, ')'),
  phrase('size( l ) <', number),
);

export const plainCondition: fc.Arbitrary<Expression> = fc.oneof(
  { weight: 3, arbitrary: leaf },
  { weight: 1, arbitrary: phrase(leaf, 'AND', leaf) },
  { weight: 1, arbitrary: phrase(leaf, 'OR', leaf) },
  { weight: 1, arbitrary: phrase('NOT', leaf) },
);

/** What is true of few items, or of most. */
export const plainConditionFor = (keyName: string): fc.Arbitrary<Expression> =>
  fc.oneof(
    { weight: 2, arbitrary: phrase('attribute_exists(', nameIn([keyName]), ')') },
    { weight: 2, arbitrary: phrase('attribute_not_exists(', nameIn([keyName]), ')') },
    { weight: 3, arbitrary: plainCondition },
  );
