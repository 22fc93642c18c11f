import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readAssembly } from '../assembly/index.ts';
import { readCdkFile, synthesise } from '../dev/synthesise.ts';
import { loadFirewall } from '../firewall-app/index.ts';
import { apiRoutesOf } from './api-routes.ts';
import { type Case, readCorpus } from './read-corpus.ts';
import { score } from './score.ts';
import { scoreTable } from './score-table.ts';
import { type Zone, zones } from './zones.ts';

/** How `portcullis firewall score` is called, for the help of the command line. */
export const scoreUsage = `portcullis firewall score <corpus dir>: how many attacks, and how much harmless text, the web ACL refuses

  <dir>/attacks/<group>/<source>.txt and <dir>/harmless/<group>/<source>.txt, one payload a line (docs/firewall-score.md)

  --app "<command>"   the CDK app (default: the app of cdk.json)
  --assembly <dir>    a synthesised cloud assembly, instead of an app
  --own-rules         only rules that AWS decides alike: without its managed groups, which are approximated here
  --zones <a,b>       of query, json, header, path (default: all)
  --without <dir>     leaves out what this corpus has too: what the rules were tuned on
  --by-source         a row for each file
  --mistakes <n>      prints as many payloads that were decided the wrong way
  --json              rows and counts by rule as JSON`;

const LOCAL = { accountId: '123456789012', region: 'eu-central-1' };

/** `portcullis firewall score`: reads the web ACL of an assembly and asks it about a corpus. */
export async function runScoreCommand(
  args: readonly string[],
  print: (text: string) => void = console.log,
): Promise<void> {
  const options = parseOptions(args);
  const cases = withoutKnown(readCorpus(options.corpus), options.without);
  const folder = options.assembly ?? mkdtempSync(join(tmpdir(), 'portcullis-score-'));
  try {
    if (options.assembly === undefined) {
      const variables = { PORTCULLIS_VALIDATE: 'false' };
      await synthesise({ app: options.app, folder: process.cwd(), outFolder: folder, environment: LOCAL, variables });
    }
    const assembly = readAssembly(folder);
    const { rows, mistakes, refusedBy } = score(cases, {
      webAcl: loadFirewall(assembly, { ownRulesOnly: options.ownRules, now: hourlyClock() }).webAcl,
      routes: apiRoutesOf(assembly.stacks.map(({ template }) => template)),
      zones: options.zones,
      rowOf: ({ group, source }) => (options.bySource ? `${group}/${source}` : group),
    });
    if (options.json) print(JSON.stringify({ rows, refusedBy: Object.fromEntries(refusedBy) }, undefined, 2));
    else print(scoreTable(rows));
    for (const { zone, group, source, rule, payload } of mistakes.slice(0, options.mistakes)) {
      print(`${zone} ${group}/${source} ${rule}: ${payload}`);
    }
  } finally {
    if (options.assembly === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Rates must not count: between two requests an hour passes. */
function hourlyClock(): () => number {
  let nowMillis = Date.now();
  return () => {
    nowMillis += 3_600_000;
    return nowMillis;
  };
}

function withoutKnown(cases: readonly Case[], folder: string | undefined): readonly Case[] {
  if (folder === undefined) return cases;
  const known = new Set(readCorpus(folder).map(({ payload }) => payload));
  return cases.filter(({ payload }) => !known.has(payload));
}

function parseOptions(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      app: { type: 'string' },
      assembly: { type: 'string' },
      'own-rules': { type: 'boolean', default: false },
      zones: { type: 'string', default: [...zones.keys()].join() },
      without: { type: 'string' },
      'by-source': { type: 'boolean', default: false },
      mistakes: { type: 'string', default: '0' },
      json: { type: 'boolean', default: false },
    },
  });
  const [corpus, ...others] = positionals;
  if (corpus === undefined || others.length > 0) throw new Error('name one folder, the corpus');
  const app = values.app ?? readCdkFile(process.cwd()).app;
  if (app === undefined && values.assembly === undefined) throw new Error('there is no app: name --app or --assembly');
  const mistakes = Number(values.mistakes);
  if (!(Number.isInteger(mistakes) && mistakes >= 0)) throw new Error('--mistakes must be a whole number');
  return {
    corpus,
    // Not asked for when there is an assembly.
    app: app ?? '',
    assembly: values.assembly,
    ownRules: values['own-rules'],
    zones: values.zones.split(',').map(parseZone),
    without: values.without,
    bySource: values['by-source'],
    mistakes,
    json: values.json,
  };
}

function parseZone(name: string): Zone {
  const zone = [...zones.keys()].find((known) => known === name);
  if (zone === undefined) throw new Error(`--zones takes ${[...zones.keys()].join(', ')}, and not '${name}'`);
  return zone;
}
