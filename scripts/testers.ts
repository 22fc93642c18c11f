/**
 * `npm run testers [-- sqlmap ...]`: security testers of other people's (Debian: `apt-get install sqlmap wapiti wfuzz`)
 * attack a bank of their own, behind its firewall and without it. Fails when one finds anything, when one attacked
 * nothing, and when the rate rules let a flood pass.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesiseForTests } from '../test/http/assembly.ts';
import { type RunningBank, startBank } from '../test/http/running-bank.ts';
import { attackedRequests } from './testers/attacked-requests.ts';
import { declaredRoutes } from './testers/declared-routes.ts';
import { readDecisions } from './testers/read-decisions.ts';
import { isInstalled } from './testers/run-tool.ts';
import { sqlmap } from './testers/sqlmap.ts';
import type { Target, Tester, TesterReport } from './testers/tester.ts';
import { wapiti } from './testers/wapiti.ts';
import { wfuzz } from './testers/wfuzz.ts';
import { withoutFirewall } from './testers/without-firewall.ts';

const testers: readonly Tester[] = [sqlmap, wapiti, wfuzz];
/** The rule that each part of the flood must run into. */
const floodRules = ['KeylessRate', 'AddressRate'];

const names = process.argv.slice(2);
const unknown = names.filter((name) => !testers.some((tester) => tester.name === name));
if (unknown.length > 0) {
  console.error(`There is no tester '${unknown[0]}': ${testers.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const chosen = testers.filter(({ name }) => names.length === 0 || names.includes(name));
const missing = chosen.filter(({ name }) => !isInstalled(name)).map(({ name }) => name);
for (const name of missing) console.log(`skipped ${name}: it is not installed (apt-get install ${name})`);
const present = chosen.filter(({ name }) => !missing.includes(name));

const folder = mkdtempSync(join(tmpdir(), 'portcullis-testers-'));
const table: { tester: string; bank: string; attacked: number; findings: number; accepted: number; seconds: number }[] =
  [];

async function attackBank(name: string, bank: RunningBank, isBehindFirewall: boolean): Promise<void> {
  console.log(`\n${name}`);
  const isDeclared = await declaredRoutes(bank.client);
  const home = join(folder, name.replaceAll(' ', '-'));
  mkdirSync(home);
  const note = (tester: string, { attacked, findings, accepted }: TesterReport, startedAt: number) => {
    const all = attacked > 0 ? findings : [...findings, 'attacked nothing'];
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    table.push({ tester, bank: name, attacked, findings: all.length, accepted: accepted.length, seconds });
    console.log(`  ${all.length === 0 ? '✓' : '✗'} ${tester}: ${attacked} attacked, ${seconds} s`);
    for (const line of all) console.log(`    ✗ ${line}`);
    for (const line of new Set(accepted)) console.log(`    accepted: ${line}`);
  };
  const attacks: { readonly tester: Tester; readonly target: Target }[] = [];
  // Each tester has partners of its own, and all before the first attack: it uses up what one address may issue.
  for (const tester of present) {
    const requests = await attackedRequests(bank);
    const url = bank.demo.apiUrl;
    attacks.push({ tester, target: { url, isDeclared, isBehindFirewall, folder: home, requests } });
  }
  for (const { tester, target } of attacks) {
    const startedAt = performance.now();
    note(tester.name, await tester.attack(target), startedAt);
  }
  const floods = attacks.flatMap(({ tester: { name: by, flood }, target }) =>
    isBehindFirewall && flood ? [{ by, flood, target }] : [],
  );
  for (const { by, flood, target } of floods) {
    const startedAt = performance.now();
    note(`${by}, a flood`, await flood(target), startedAt);
  }
  const { statuses, rateRules, failures } = readDecisions(bank.runtime?.stateFolder ?? '');
  console.log(`  answers: ${listed(statuses)}`);
  const silent = floods.length === 0 ? [] : floodRules.filter((rule) => !rateRules.has(rule));
  if (floods.length > 0) console.log(`  rate rules: ${listed(rateRules)}`);
  const faults = [...failures, ...silent.map((rule) => `${rule} let a flood pass`)];
  for (const fault of faults) console.log(`  ✗ ${fault}`);
  table.push({ tester: '(its logs)', bank: name, attacked: 0, findings: faults.length, accepted: 0, seconds: 0 });
}

const listed = (counts: ReadonlyMap<string, number>) =>
  [...counts]
    .sort()
    .map(([word, count]) => `${word} ${count}×`)
    .join(', ');

const assembly = present.length > 0 ? await synthesiseForTests() : '';
const banks = [
  { name: 'behind the firewall', isBehindFirewall: true, assembly: () => assembly },
  { name: 'without the firewall', isBehindFirewall: false, assembly: () => withoutFirewall(assembly) },
];
try {
  for (const { name, isBehindFirewall, assembly: assemblyOf } of present.length > 0 ? banks : []) {
    const bank = await startBank(assemblyOf());
    try {
      await attackBank(name, bank, isBehindFirewall);
    } finally {
      await bank.close();
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.table(table);
process.exitCode = table.length === 0 || table.some(({ findings }) => findings > 0) ? 1 : 0;
