import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { whyNoOracle } from '../../test/local/firewall/conformance/compare.ts';
import type { BenchRequest } from './requests.ts';

const driver = fileURLToPath(new URL('../../scripts/conformance/firewall-libmodsecurity.py', import.meta.url));
const setup = '/etc/modsecurity/crs/crs-setup.conf';
const rulesFolder = '/usr/share/modsecurity-crs/rules';

/** A request body of 64 KiB is looked at whole; bodies that are JSON are read as such, as the recommended setting says. */
const directives = [
  'SecRuleEngine On',
  'SecRequestBodyAccess On',
  'SecRequestBodyLimit 1048576',
  'SecRequestBodyNoFilesLimit 1048576',
  'SecRule REQUEST_HEADERS:Content-Type "^application/json" "id:200001,phase:1,t:none,t:lowercase,pass,nolog,ctl:requestBodyProcessor=JSON"',
].join('\n');

export interface TheirRun {
  readonly blocked: boolean;
  readonly medianMicros: number;
}

/** @returns why CRS cannot be measured on this machine, or undefined */
export const whyNoPeer = (): string | undefined =>
  whyNoOracle() ?? (existsSync(setup) ? undefined : `there is no ${setup} (Debian: modsecurity-crs)`);

/** CRS at the paranoia level that it comes with, in the same run. */
export function runCrs(requests: readonly BenchRequest[], rounds: number): readonly TheirRun[] {
  const files = readdirSync(rulesFolder).filter((file) => file.startsWith('REQUEST-') && file.endsWith('.conf'));
  const { status, stdout, stderr } = spawnSync('python3', [driver], {
    input: JSON.stringify({
      decide: {
        directives,
        files: [setup, ...files.toSorted().map((file) => `${rulesFolder}/${file}`)],
        rounds,
        requests: requests.map(({ request }) => ({
          method: request.method,
          uri: request.uriPath,
          headers: request.headers,
          body: request.body.toString('latin1'),
        })),
      },
    }),
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`libmodsecurity: ${stderr}`);
  const answers = JSON.parse(stdout) as readonly {
    readonly blocked: boolean;
    readonly nanoseconds: readonly number[];
  }[];
  return answers.map(({ blocked, nanoseconds }) => ({ blocked, medianMicros: medianOf(nanoseconds) / 1_000 }));
}

/** Of the later two thirds: the first calls warm up. */
export const medianOf = (values: readonly number[]): number => {
  const warm = values.slice(Math.floor(values.length / 3)).toSorted((one, other) => one - other);
  return warm[Math.floor(warm.length / 2)] ?? Number.NaN;
};
