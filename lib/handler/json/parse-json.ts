import { standardProblem } from '../problem.ts';
import { countKeys } from './count-keys.ts';
import { countMembers } from './count-members.ts';

/**
 * JSON to a value, without what makes two readers disagree about it: a key that is named twice, a key that reaches an
 * object's prototype, nesting deeper than any contract.
 *
 * JSON.parse keeps the last of two equal keys, so the text then has more members than the value has keys. Comparing the
 * two counts costs a fraction of a reviver or of a parser in JavaScript.
 *
 * @throws Problem `malformed-json`; it holds nothing of the text.
 */
export function parseJson(text: string): unknown {
  const members = countMembers(text);
  const value = parse(text);
  if (countKeys(value) !== members) throw standardProblem('malformed-json');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw standardProblem('malformed-json');
  }
}
