import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { firewallOptions, firewallOptionsUsage, readFirewallSettings } from '../dev/firewall-settings.ts';
import type { InspectedRequest } from '../firewall/index.ts';
import { assemblyOptions, assemblyUsage, loadFirewall, withAssembly } from '../firewall-app/index.ts';
import { type Explanation, explain } from './explain.ts';
import { explanationText } from './explanation-text.ts';
import { readCurl } from './requests/read-curl.ts';
import { readHar } from './requests/read-har.ts';
import { readRaw } from './requests/read-raw.ts';
import { shellWords } from './requests/shell-words.ts';
import type { StatedRequest } from './requests/stated-request.ts';

/** How `portcullis firewall explain` is called, for the help of the command line. */
export const explainUsage = `portcullis firewall explain [option ...] curl <what curl takes>
portcullis firewall explain [option ...] --har <file> | --raw <file>: what each rule saw, what matched and why

  curl …              everything behind the word is curl's own, also as one quoted argument; nothing is sent
  --har <file>        an HTTP archive: every entry in a line, and one in full
  --entry <n>         that entry in full (default: the first that is refused, else the first)
  --raw <file>        a raw HTTP/1.1 request; - is the standard input
  --from <address>    the address of the client (default: 203.0.113.10)
${assemblyUsage}
${firewallOptionsUsage}
  --all               unfolds the rules that did not match, too
  --json              the same as JSON`;

/** Of the addresses for documentation: no list and no country knows it. */
const someClient = '203.0.113.10';

/** Not an address that anybody could have used, so that it is seen to be ours. */
const requestId = '00000000-0000-0000-0000-000000000000';

/** `portcullis firewall explain`: asks the web ACL of an app about a request, without sending it. */
export async function runExplainCommand(
  args: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const options = parseOptions(args);
  await withAssembly(options, (assembly) => {
    let nowMillis = Date.now();
    const firewall = loadFirewall(assembly, { ...options.settings, now: () => nowMillis });
    const templates = assembly.stacks.map(({ template }) => template);
    const host = `api.execute-api.${assembly.region ?? 'eu-central-1'}.amazonaws.com`;
    const explanations = options.requests.map((stated): Explanation => {
      nowMillis = stated.sentMillis ?? nowMillis;
      const { request, remarks } = deployed(stated, host);
      const inspected: InspectedRequest = { ...request, clientIp: options.from, requestId };
      return explain(inspected, { firewall, templates, remarks });
    });
    const shown = shownOf(explanations, options.entry);
    if (options.json) {
      print(
        JSON.stringify(
          explanations.length > 1 ? { entries: explanations.map(summary), explained: shown } : shown,
          undefined,
          2,
        ),
      );
      return;
    }
    if (explanations.length > 1) print(`${explanations.map(summaryLine).join('\n')}\n`);
    const colours = process.stdout.isTTY === true && !process.env['NO_COLOR'];
    print(explanationText(shown, { all: options.all, colours }));
  });
}

/** A request to this machine names it in `Host`, which the deployed API never sees, and AWS's own rules refuse. */
function deployed({ request, remarks }: StatedRequest, host: string): StatedRequest {
  const isLocal = ([name, value]: readonly [string, string]) =>
    name.toLowerCase() === 'host' && /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/i.test(value);
  if (!request.headers.some(isLocal)) return { request, remarks };
  const headers = request.headers.map((header) => (isLocal(header) ? ([header[0], host] as const) : header));
  return {
    request: { ...request, headers },
    remarks: [...remarks, `Host is taken for that of the deployed API, ${host}`],
  };
}

function shownOf(explanations: readonly Explanation[], entry: number | undefined): Explanation {
  const at = entry === undefined ? explanations.findIndex(({ verdict }) => verdict.answer !== undefined) : entry - 1;
  const shown = explanations[Math.max(0, at)];
  if (shown === undefined) throw new Error(`--entry takes 1 to ${explanations.length}`);
  return shown;
}

const summary = ({ request, verdict }: Explanation) => ({
  request: request.line,
  action: verdict.action,
  rule: verdict.rule,
  status: verdict.answer?.status,
});

const summaryLine = (explanation: Explanation, index: number): string => {
  const { request, action, rule, status } = summary(explanation);
  const verdict = status === undefined ? 'passes' : `${action} ${status} by ${rule}`;
  return `${String(index + 1).padStart(4)}  ${request}  ${verdict}`;
};

function parseOptions(args: readonly string[]) {
  const at = args.findIndex((word) => word === 'curl' || /^curl\s/.test(word));
  const own = at < 0 ? args : args.slice(0, at);
  const line = at < 0 ? undefined : args.slice(at);
  const { values } = parseArgs({
    args: [...own],
    options: {
      ...assemblyOptions,
      ...firewallOptions,
      har: { type: 'string' },
      entry: { type: 'string' },
      raw: { type: 'string' },
      from: { type: 'string', default: someClient },
      all: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { har, raw, from, app, assembly, all, json } = values;
  const given = [har, raw, line].filter((request) => request !== undefined);
  if (given.length !== 1) throw new Error('name one request: a curl line, --har or --raw');
  if (isIP(from) === 0) throw new Error(`--from takes an IP address, and not '${from}'`);
  const entry = values.entry === undefined ? undefined : Number(values.entry);
  if (entry !== undefined && (har === undefined || !(Number.isInteger(entry) && entry >= 1))) {
    throw new Error('--entry takes the number of an entry of --har');
  }
  const settings = readFirewallSettings(values);
  return { settings, requests: requestsIn({ har, raw, line }), from, entry, app, assembly, all, json };
}

function requestsIn({
  har,
  raw,
  line = [],
}: {
  readonly har: string | undefined;
  readonly raw: string | undefined;
  readonly line: readonly string[] | undefined;
}): readonly StatedRequest[] {
  if (har !== undefined) return readHar(readFileSync(har, 'utf8'));
  if (raw !== undefined) return [readRaw(readFileSync(raw === '-' ? 0 : raw))];
  const [first = '', ...rest] = line;
  const words = first === 'curl' ? rest : [...shellWords(first).slice(1), ...rest];
  return [readCurl(words)];
}
