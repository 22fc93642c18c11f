import { parseArgs } from 'node:util';
import { firewallOptions, readFirewallSettings } from '../dev/firewall-settings.ts';
import { assemblyOptions, assemblyUsage, loadFirewall, withAssembly } from '../firewall-app/index.ts';
import { createJudge, type Judgement } from './judge.ts';
import { createRecordClock } from './record-clock.ts';
import { openRecords } from './record-store.ts';
import { changeLine, summaryText } from './replay-text.ts';
import { createTally } from './tally.ts';
import type { WafRecord } from './waf-record.ts';

/** How `portcullis firewall replay` is called, for the help of the command line. */
export const replayUsage = `portcullis firewall replay [option ...] <log ...>: what the web ACL of the app would decide otherwise

  <log>               logs of AWS WAF, a record a line, from S3 or CloudWatch, also .gz; or .portcullis/logs/waf-*.jsonl
${assemblyUsage}
  --waf-rates <mode>  how rate-based rules count: exact (default), or aws-like, which looks every ten seconds
  --most <n>          prints that many requests that are decided otherwise (default: 50)
  --fail-on-change    ends with 1 when a request is decided otherwise
  --json              every such request as a line of JSON, and the summary as the last one`;

/** `portcullis firewall replay`: shows the web ACL of an app the traffic of a log. */
export async function runReplayCommand(
  args: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const options = parseOptions(args);
  const store = await openRecords(options.logs, progressOf('records read'));
  try {
    const { requests, changes } = await withAssembly(options, (assembly) => {
      const clock = createRecordClock();
      const judge = createJudge(
        loadFirewall(assembly, { ...options.settings, now: clock.now, addressBook: clock.addressBook }),
      );
      const tally = createTally();
      const onProgress = progressOf(`of ${store.count} requests replayed`);
      let changed = 0;
      for (const record of store.records()) {
        clock.turnTo(record);
        const judgement = judge(record);
        onProgress(tally.add(record, judgement));
        if (judgement.change === 'unchanged') continue;
        changed += 1;
        if (options.json) print(JSON.stringify(changeOf(record, judgement)));
        else if (changed <= options.most) print(changeLine(record, judgement));
      }
      const summary = tally.summary();
      const untold = Math.max(0, changed - options.most);
      if (options.json) print(JSON.stringify({ summary: { ...summary, outOfOrder: store.outOfOrder } }));
      else
        print([...(untold > 0 ? [`… and ${untold} more (--most)`] : []), '', summaryText(summary, store)].join('\n'));
      return summary;
    });
    const otherwise = requests - changes.unchanged;
    if (options.failOnChange && otherwise > 0) {
      throw new Error(`${otherwise} of ${requests} requests would be decided otherwise`);
    }
  } finally {
    store.close();
  }
}

const changeOf = ({ timestamp, httpRequest }: WafRecord, judgement: Judgement) => ({
  requestId: httpRequest.requestId ?? null,
  timestamp,
  clientIp: httpRequest.clientIp,
  method: httpRequest.httpMethod,
  uri: httpRequest.uri,
  ...judgement,
});

/** Tells whoever watches how far it is, about once a second. */
function progressOf(what: string): (count: number) => void {
  if (process.stderr.isTTY !== true) return () => {};
  let toldMillis = Date.now();
  return (count) => {
    if (count % 256 !== 0 || Date.now() - toldMillis < 1000) return;
    toldMillis = Date.now();
    process.stderr.write(`\r${count} ${what} `);
  };
}

function parseOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...assemblyOptions,
      'waf-rates': firewallOptions['waf-rates'],
      most: { type: 'string', default: '50' },
      'fail-on-change': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  if (positionals.length === 0) throw new Error('name a log');
  const most = Number(values.most);
  if (!(Number.isInteger(most) && most >= 0)) throw new Error('--most must be a whole number');
  const { app, assembly, json } = values;
  const settings = readFirewallSettings(values);
  return { settings, logs: positionals, app, assembly, json, most, failOnChange: values['fail-on-change'] };
}
