import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type AttackedRequest, FRESH, unmarked, withEachMark } from './attacked-requests.ts';
import { faultOfAnswer } from './fault-of-answer.ts';
import { inTurns } from './in-turns.ts';
import { headerOptions, runTool, USER_AGENT } from './run-tool.ts';
import type { Target, Tester, TesterReport } from './tester.ts';

const lists = '/usr/share/wfuzz/wordlist';
const atOnce = 2;
const mostSeconds = 90;

interface FuzzReport extends TesterReport {
  /** Answers with 429. */
  readonly tooMany: number;
}

/** One run: a request with `FUZZ` in it, and what goes there. */
interface Run {
  readonly request: AttackedRequest;
  /** As `-z` takes it. */
  readonly payload: string;
}

const get = (path: string): AttackedRequest => ({ method: 'GET', path, headers: {} });
const wordsOf = (list: string, encoder = 'none') => `file,${join(lists, list)},${encoder}`;

/** Addresses that a server should not have, and methods that it should not know. */
const guesses: readonly Run[] = [
  { request: get('/FUZZ'), payload: wordsOf('general/common.txt', 'urlencode') },
  { request: get('/FUZZ'), payload: wordsOf('Injections/Traversal.txt', 'urlencode') },
  { request: get('/accounts/FUZZ'), payload: wordsOf('vulns/sql_inj.txt', 'urlencode') },
  ...['/accounts', '/health', '/rates/EUR'].map((path) => ({
    request: { method: 'FUZZ', path, headers: {} },
    // Those that HTTP servers know at all: wfuzz ends at a connection that does.
    payload: 'list,GET-HEAD-POST-PUT-PATCH-DELETE-OPTIONS-TRACE-PROPFIND-MKCOL-COPY-MOVE-LOCK-SEARCH-REPORT',
  })),
];

/** What goes into each marked value, SQL aside, which is sqlmap's part. In an address it is encoded, else it goes as it is. */
const injections = ['Injections/XSS.txt', 'Injections/bad_chars.txt', 'Injections/XML.txt'];

/** As much as the firewall lets an address send, in parts, and how many parts there are at most. */
const flood = { perPart: 1_000, parts: 6 };

export const wfuzz: Tester = {
  name: 'wfuzz',
  async attack(target) {
    const home = homeIn(target, 'wfuzz');
    const words = join(home, 'injections.txt');
    writeFileSync(words, injections.map((list) => readFileSync(join(lists, list), 'utf8')).join('\n'));
    const runs = [...guesses, ...target.requests.flatMap((request) => runsOf(request, words))];
    const reports = await inTurns(runs, atOnce, (run, index) => attackOne(target, run, join(home, `${index}.json`)));
    return sum(reports);
  },
  async flood(target) {
    const home = homeIn(target, 'wfuzz-flood');
    const send = (path: string, payload: string, part: number) =>
      attackOne(target, { request: get(path), payload }, join(home, `${part}.json`));
    // Without a key, where one is needed; then where no throttle of a method answers before the firewall does.
    const reports = [await send('/rates?base=FUZZ', 'range,1-150', 0)];
    for (let part = 1; part <= flood.parts; part += 1) {
      const report = await send('/nowhere?FUZZ', `range,1-${flood.perPart}`, part);
      reports.push(report);
      if (report.tooMany > 0) break;
    }
    return sum(reports);
  },
};

/** With the folder of its settings, which two that start at once would both make. */
function homeIn({ folder }: Target, name: string): string {
  const home = join(folder, name);
  mkdirSync(join(home, '.config', 'wfuzz'), { recursive: true });
  return home;
}

const runsOf = (request: AttackedRequest, words: string): readonly Run[] =>
  withEachMark(request, 'FUZZ').map((marked) => ({
    request: marked,
    payload: `file,${words},${marked.path.includes('FUZZ') ? 'urlencode' : 'none'}`,
  }));

const sum = (reports: readonly TesterReport[]): TesterReport => ({
  attacked: reports.reduce((total, { attacked }) => total + attacked, 0),
  findings: reports.flatMap(({ findings }) => findings),
  accepted: [],
});

const answers = z.array(
  // Headers and content stand in the payload, because they are what is asked for instead of it.
  z.looseObject({ code: z.int(), method: z.string(), url: z.string(), payload: z.string() }),
);

async function attackOne(target: Target, { request, payload }: Run, file: string): Promise<FuzzReport> {
  const folder = join(file, '..');
  const { method, path, headers, body } = unmarked(request);
  const isFresh = Object.values(headers).includes(FRESH);
  const sent = Object.fromEntries(
    Object.entries({ 'user-agent': USER_AGENT, ...headers }).map(([key, value]) => [
      key,
      value.replace(FRESH, 'wfuzz-FUZ2Z'),
    ]),
  );
  const { text, isLate } = await runTool(
    'wfuzz',
    [
      ...['-f', `${file},json`, '--field', 'r.headers.response', '--field', 'r.content', '-t', '8', '-X', method],
      ...['-z', payload, ...(isFresh ? ['-z', `range,${freshRange()}`, '-m', 'zip'] : [])],
      ...[...headerOptions(sent), ...(body === undefined ? [] : ['-d', body]), '-u', `${target.url}${path}`],
    ],
    { folder, seconds: mostSeconds },
  );
  const where = `${method} ${path} with ${payload}`;
  const written = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const fatal = /Fatal exception: .*/.exec(text)?.[0];
  if (isLate || fatal !== undefined || written === '') {
    return {
      tooMany: 0,
      attacked: 0,
      findings: [`${where}: not finished: ${fatal ?? text.slice(-300)}`],
      accepted: [],
    };
  }
  const all = answers.parse(JSON.parse(written));
  const findings = all.flatMap((answer) => {
    const fault = faultOfAnswer(target, answer);
    return fault === undefined ? [] : [`${answer.method} ${answer.url}: ${answer.code}: ${fault}`];
  });
  return {
    tooMany: all.filter(({ code }) => code === 429).length,
    attacked: all.length,
    findings: all.length === 0 ? [`${where}: sent nothing`] : findings,
    accepted: [],
  };
}

let used = 100_000;

/** Numbers that were not used before, more than a word list is long. */
function freshRange(): string {
  used += 1_000;
  return `${used}-${used + 999}`;
}
