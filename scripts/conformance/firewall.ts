/**
 * `npm run conformance:firewall [-- --seed=1 --inputs=10000]`: every text transformation over random inputs, beside
 * libmodsecurity, from which AWS took the list. Fails on a difference that is not in
 * `test/local/firewall/conformance/known-differences.ts`. The same seed asks the same.
 */
import { parseArgs } from 'node:util';
import { compareWithModSecurity, whyNoOracle } from '../../test/local/firewall/conformance/compare.ts';
import { withoutCounterpart } from '../../test/local/firewall/conformance/counterparts.ts';
import { knownDifferences } from '../../test/local/firewall/conformance/known-differences.ts';

const { values } = parseArgs({ options: { seed: { type: 'string' }, inputs: { type: 'string', default: '10000' } } });
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const inputs = Number(values.inputs);
if (!(inputs > 0) || !Number.isSafeInteger(seed)) throw new Error('--inputs and --seed are numbers');

const missing = whyNoOracle();
if (missing !== undefined) {
  console.log(`SKIPPED, every text transformation: ${missing}`);
  process.exit(0);
}

console.log(`seed ${seed} (repeat with --seed=${seed}), libmodsecurity beside ours\n`);
console.log('transformation          inputs   agreed   listed  unlisted');
let unlistedKinds = 0;
for (const { transformation, inputs: asked, listed, unlisted } of compareWithModSecurity(seed, inputs)) {
  const agreed = asked - listed - unlisted.length;
  const columns = [agreed, listed, unlisted.length].map((each) => String(each).padStart(9)).join('');
  console.log(`${transformation.padEnd(22)}${String(asked).padStart(8)}${columns}`);
  const shown = [...unlisted].sort((one, other) => one.input.length - other.input.length).slice(0, 5);
  for (const difference of shown) console.log(`  UNLISTED ${JSON.stringify(difference)}`);
  if (unlisted.length > 0) unlistedKinds += 1;
}
console.log(`\nNot in ModSecurity 3.0, judged by AWS's text alone: ${[...withoutCounterpart].join(', ')}`);
console.log('\nListed differences:');
for (const { transformation, why } of knownDifferences) console.log(`  ${transformation}: ${why}`);
process.exit(unlistedKinds === 0 ? 0 : 1);
