/**
 * `npm run crash:dynamodb [-- --kills=20 --transactions=5000]`: a server of the local DynamoDB is killed at random moments
 * while transfers are written to it. After each kill every acknowledged one must be there, and none in part.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type CrashRound, runCrashes } from '../../test/conformance/dynamodb/crash/run-crashes.ts';

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '20' }, transactions: { type: 'string', default: '5000' } },
});
const [kills, transactions] = [Number(values.kills), Number(values.transactions)];
if (!(kills > 0) || !(transactions >= kills)) throw new Error('--kills and --transactions are numbers');

const folder = mkdtempSync(join(tmpdir(), 'portcullis-crash-'));
const rounds: CrashRound[] = [];
const columns = ['kill', 'acknowledged', 'done but unanswered', 'conflicts', 'lost', 'torn', 'sum'];
console.log(columns.join('  '));
try {
  await runCrashes(folder, { kills, transactions }, (round, kill) => {
    rounds.push(round);
    const { acknowledged, unanswered, conflicts, lost, torn, sum } = round;
    const cells = [kill, acknowledged, unanswered, conflicts, lost, torn, sum];
    console.log(cells.map((cell, at) => String(cell).padStart(columns[at]?.length ?? 0)).join('  '));
  });
} finally {
  rmSync(folder, { recursive: true, force: true });
}
const total = (of: (round: CrashRound) => number) => rounds.reduce((sum, round) => sum + of(round), 0);
const [acknowledged, bad] = [
  total((round) => round.acknowledged),
  total(({ lost, torn, sum }) => lost + torn + Math.abs(sum)),
];
console.log(
  `${acknowledged} transactions were acknowledged and the server killed ${rounds.length} times: ${
    bad === 0 ? 'none lost, none torn' : 'NOT all of them are there and whole'
  }`,
);
process.exit(bad === 0 && acknowledged >= transactions ? 0 : 1);
