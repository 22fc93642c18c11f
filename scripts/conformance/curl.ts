/**
 * `npm run conformance:curl`: what `portcullis firewall explain curl …` takes a line for, beside what the curl of this
 * machine sends for it. `-- --record` writes what curl sent to the facts that the tests compare with.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { asSent, comparable } from '../../test/local/firewall-explain/as-sent.ts';
import { askCurl, curlVersion } from '../../test/local/firewall-explain/ask-curl.ts';
import { curlLines } from '../../test/local/firewall-explain/curl-lines.ts';

const { values } = parseArgs({ options: { record: { type: 'boolean', default: false } } });
const version = await curlVersion();
if (version === undefined) {
  console.log('SKIPPED: there is no curl on this machine');
  process.exit(0);
}
const sent = await askCurl(curlLines);
if (values.record) {
  const file = join(import.meta.dirname, '..', '..', 'test', 'local', 'firewall-explain', 'curl-facts.json');
  writeFileSync(file, `${JSON.stringify({ curl: version, sent }, undefined, 2)}\n`);
  console.log(`recorded ${sent.length} lines of curl ${version}`);
}
let differences = 0;
for (const fact of sent) {
  const [theirs, ours] = [comparable(fact), comparable(asSent(fact.args))];
  if (isDeepStrictEqual(theirs, ours)) continue;
  differences += 1;
  console.log(JSON.stringify({ args: fact.args, theirs, ours }, undefined, 2));
}
console.log(`curl ${version}: ${sent.length} lines, ${differences} differences`);
process.exit(differences === 0 ? 0 : 1);
