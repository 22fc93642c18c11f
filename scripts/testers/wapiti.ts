import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type AttackedRequest, unmarked } from './attacked-requests.ts';
import { inTurns } from './in-turns.ts';
import { headerOptions, runTool, USER_AGENT } from './run-tool.ts';
import type { Target, Tester, TesterReport } from './tester.ts';

/**
 * Without those that call their makers over the internet (ssrf, xxe, nikto, wapp), that need pages with forms (csrf,
 * brute_login_form, htaccess), that judge by elapsed time (blindsql), and buster, which is wfuzz's part.
 */
const modules = [
  ...['backup', 'cookieflags', 'crlf', 'csp', 'exec', 'file', 'http_headers', 'methods'],
  ...['permanentxss', 'redirect', 'shellshock', 'sql', 'xss'],
];
const mostSeconds = 90;

/** What it reports and should not, by category and words. */
const accepted: readonly { readonly category: string; readonly info: RegExp; readonly because: string }[] = [
  {
    category: 'HTTP Secure Headers',
    info: /^X-XSS-Protection is not set$/,
    because: 'browsers have dropped what it turned on, which was itself a hole',
  },
];

const found = z.array(z.looseObject({ method: z.string(), path: z.string(), info: z.string(), parameter: z.string() }));
const written = z.looseObject({ vulnerabilities: z.record(z.string(), found), anomalies: z.record(z.string(), found) });

/** What a crawler finds behind each address with a query. */
export const wapiti: Tester = {
  name: 'wapiti',
  async attack(target) {
    const queries = target.requests.filter(({ method, path }) => method === 'GET' && path.includes('?'));
    const reports = await inTurns(queries, 2, (request, index) => attackOne(target, unmarked(request), index));
    return {
      attacked: reports.reduce((sum, { attacked }) => sum + attacked, 0),
      findings: reports.flatMap(({ findings }) => findings),
      accepted: reports.flatMap((report) => report.accepted),
    };
  },
};

async function attackOne({ url, folder }: Target, request: AttackedRequest, index: number): Promise<TesterReport> {
  const home = join(folder, `wapiti-${index}`);
  mkdirSync(home);
  const file = join(home, 'report.json');
  const address = `${url}${request.path}`;
  const { text, isLate } = await runTool(
    'wapiti',
    [
      ...['--url', address, '--scope', 'url', '--module', modules.join(','), '--flush-session', '--no-bugreport'],
      ...['--verify-ssl', '0', '--timeout', '30', '--verbose', '1', '--store-session', join(home, 'sessions')],
      ...['--format', 'json', '--output', file, '--user-agent', USER_AGENT, ...headerOptions(request.headers)],
    ],
    { folder: home, seconds: mostSeconds },
  );
  const nothing = { attacked: 0, accepted: [] };
  if (isLate || !existsSync(file)) return { ...nothing, findings: [`${address}: not finished: ${text.slice(-400)}`] };
  const launched = text.match(/Launching module \w+/g)?.length ?? 0;
  const { vulnerabilities, anomalies } = written.parse(JSON.parse(readFileSync(file, 'utf8')));
  const all = [...Object.entries(vulnerabilities), ...Object.entries(anomalies)].flatMap(([category, its]) =>
    its.map(({ path, info }) => ({
      line: `${path}: ${category}: ${info}`,
      reason: accepted.find((each) => each.category === category && each.info.test(info))?.because,
    })),
  );
  return {
    attacked: launched,
    findings: [
      ...all.filter(({ reason }) => reason === undefined).map(({ line }) => line),
      ...(launched === modules.length
        ? []
        : [`${address}: ${launched} of ${modules.length} modules ran: ${text.slice(-400)}`]),
    ],
    accepted: all.flatMap(({ line, reason }) => (reason === undefined ? [] : [`${line}: ${reason}`])),
  };
}
