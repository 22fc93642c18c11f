import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttackedRequest, countMarks, FRESH } from './attacked-requests.ts';
import { inTurns } from './in-turns.ts';
import { runTool, USER_AGENT } from './run-tool.ts';
import type { Target, Tester, TesterReport } from './tester.ts';

const options = [
  ...['--batch', '--flush-session', '--disable-coloring', '--level=1', '--risk=1', '--threads=4', '--timeout=30'],
  // Not by elapsed time (T, S): on a busy machine everything takes its time.
  '--technique=BEU',
  // Refusals of credentials are answers too.
  '--ignore-code=401',
  `--user-agent=${USER_AGENT}`,
];
const atOnce = 3;
const mostSeconds = 90;

/** SQL injection into every marked value. */
export const sqlmap: Tester = {
  name: 'sqlmap',
  async attack(target) {
    const reports = await inTurns(target.requests, atOnce, (request, index) => attackOne(target, request, index));
    return {
      attacked: reports.reduce((sum, { attacked }) => sum + attacked, 0),
      findings: reports.flatMap(({ findings }) => findings),
      accepted: [],
    };
  },
};

async function attackOne(target: Target, request: AttackedRequest, index: number): Promise<TesterReport> {
  const folder = join(target.folder, `sqlmap-${index}`);
  mkdirSync(folder);
  const where = `${request.method} ${request.path}`;
  const { text, isLate } = await runTool(
    'sqlmap',
    [...options, `--output-dir=${folder}`, ...asOptions(target, request)],
    {
      folder,
      seconds: mostSeconds,
    },
  );
  const cleared = text.match(/parameter '.*' does not seem to be injectable/g)?.length ?? 0;
  // Its log has what it could inject, and nothing else.
  const log = join(folder, new URL(target.url).hostname, 'log');
  const found = existsSync(log) ? readFileSync(log, 'utf8') : '';
  const injected = found.match(/^Parameter: .*$/gm) ?? [];
  const unfinished =
    isLate || cleared + injected.length < countMarks(request)
      ? [`${where}: judged ${cleared} of ${countMarks(request)} values: ${text.trim().split('\n').slice(-6).join(' ')}`]
      : [];
  return {
    attacked: cleared + injected.length,
    findings: [...injected.map((parameter) => `${where}: injectable, ${parameter}`), ...unfinished],
    accepted: [],
  };
}

function asOptions({ url }: Target, { method, path, headers, body }: AttackedRequest): readonly string[] {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(FRESH, 'sqlmap-0001')}`);
  return [
    `--url=${url}${path}`,
    `--method=${method}`,
    `--headers=${lines.join('\n')}`,
    ...(body === undefined ? [] : [`--data=${body}`]),
  ];
}
