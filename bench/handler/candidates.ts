import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import standalone from 'ajv/dist/standalone/index.js';
import * as esbuild from 'esbuild';
import * as z from 'zod';
import { bundle, handlersIn } from '../../lib/constructs/bundling/index.ts';
import { Transfer } from './transfer.ts';

/** One bundled handler in the race. */
export interface Candidate {
  readonly name: string;
  /** Absolute path of its entry module. */
  readonly module: string;
  readonly bytes: number;
  /** Whether it can be called; the others are only imported. */
  readonly answers: boolean;
}

const peers = ['bare', 'middy', 'powertools', 'hono', 'typical'];
const importedOnly = new Set(['typical', 'whole']);
const here = dirname(fileURLToPath(import.meta.url));

/** Bundles everyone with the same options: ours as `cdk synth` does it, the peers by one more esbuild call. */
export async function bundleCandidates(folder: string): Promise<readonly Candidate[]> {
  rmSync(folder, { recursive: true, force: true });
  const own = bundle(handlersIn(join(here, 'ours')), { folder }).handlers.map(({ id, folder }) => ({
    name: id.replace('ours-', 'ours, '),
    module: join(folder, 'index.mjs'),
  }));
  await bundlePeers(folder);
  const others = peers.map((name) => ({ name, module: join(folder, 'peers', `${name}.mjs`) }));
  return [...own, ...others].map((candidate) => ({
    ...candidate,
    bytes: readFileSync(candidate.module).length,
    answers: !importedOnly.has(candidate.name.replace('ours, ', '')),
  }));
}

async function bundlePeers(folder: string): Promise<void> {
  await esbuild.build({
    absWorkingDir: here,
    entryPoints: peers.map((name) => join(here, 'peers', `${name}.ts`)),
    outdir: join(folder, 'peers'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'error',
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    plugins: [oneZod, ajvStandalone],
  });
}

/** The schema's zod and the peers' zod are one version: bundle it once. */
const oneZod: esbuild.Plugin = {
  name: 'one-zod',
  setup(build) {
    build.onResolve({ filter: /^zod(\/|$)/ }, ({ path }) => ({
      path: fileURLToPath(import.meta.resolve(path)),
      sideEffects: false,
    }));
  },
};

/** `bench:ajv-standalone`: the body's schema as code that ajv wrote, listing every error. */
const ajvStandalone: esbuild.Plugin = {
  name: 'ajv-standalone',
  setup(build) {
    build.onResolve({ filter: /^bench:ajv-standalone$/ }, ({ path }) => ({ path, namespace: 'ajv-standalone' }));
    build.onLoad({ filter: /./, namespace: 'ajv-standalone' }, () => ({ contents: validatorCode(), resolveDir: here }));
  },
};

function validatorCode(): string {
  const body = z.toJSONSchema(Transfer, { target: 'draft-07', io: 'input' });
  const ajv = new Ajv({ allErrors: true, validateFormats: false, unicodeRegExp: false, code: { source: true } });
  const { default: toCode } = standalone;
  return toCode(ajv, ajv.compile({ type: 'object', required: ['body'], properties: { body } }));
}
