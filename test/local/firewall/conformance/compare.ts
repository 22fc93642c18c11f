import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { transformations } from '../../../../lib/local/firewall/transformations/transformations.ts';
import { counterparts } from './counterparts.ts';
import { knownDifferences } from './known-differences.ts';
import { randomText } from './random-texts.ts';

/** What came of one transformation over all inputs. */
export interface Comparison {
  readonly transformation: string;
  readonly inputs: number;
  /** Different, and explained by the table. */
  readonly listed: number;
  readonly unlisted: readonly { readonly input: string; readonly ours: string; readonly theirs: string }[];
}

const oracle = fileURLToPath(new URL('../../../../scripts/conformance/firewall-libmodsecurity.py', import.meta.url));
const toHex = (bytes: string): string => Buffer.from(bytes, 'latin1').toString('hex');
const fromHex = (hex: string): string => Buffer.from(hex, 'hex').toString('latin1');

/** @returns why libmodsecurity cannot be asked on this machine, or undefined */
export function whyNoOracle(): string | undefined {
  const probe = spawnSync('python3', ['-c', 'import ctypes; ctypes.CDLL("libmodsecurity.so.3")'], { encoding: 'utf8' });
  if (probe.status === 0) return undefined;
  return probe.error === undefined
    ? 'there is no libmodsecurity.so.3 (Debian: libmodsecurity3)'
    : 'there is no python3';
}

/** Asks both about the same random inputs; the same seed asks the same. */
export function compareWithModSecurity(seed: number, numRuns: number): readonly Comparison[] {
  const asked = Object.entries(counterparts).map(([transformation, type], at) => ({
    transformation,
    type,
    inputs: fc.sample(randomText, { seed: seed + at, numRuns }),
  }));
  const { status, stdout, stderr } = spawnSync('python3', [oracle], {
    input: JSON.stringify({ transform: asked.map(({ type, inputs }) => ({ type, inputs: inputs.map(toHex) })) }),
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`libmodsecurity: ${stderr}`);
  const answers = JSON.parse(stdout) as readonly { readonly outputs: readonly string[] }[];
  return asked.map(({ transformation, inputs }, at) => compare(transformation, inputs, answers[at]?.outputs ?? []));
}

function compare(transformation: string, inputs: readonly string[], outputs: readonly string[]): Comparison {
  const transform = transformations.get(transformation);
  const different = inputs
    .map((input, index) => ({ input, ours: transform?.(input) ?? '', theirs: fromHex(outputs[index] ?? '') }))
    .filter(({ ours, theirs }) => ours !== theirs);
  const unlisted = different.filter(
    ({ input, ours, theirs }) =>
      !knownDifferences.some((known) => known.transformation === transformation && known.explains(input, ours, theirs)),
  );
  return { transformation, inputs: inputs.length, listed: different.length - unlisted.length, unlisted };
}
