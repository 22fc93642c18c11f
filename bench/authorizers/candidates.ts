import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { bundle, handlersIn } from '../../lib/constructs/bundling/index.ts';

/** One bundle in the race. */
export interface Candidate {
  readonly name: string;
  /** Absolute path of its entry module. */
  readonly module: string;
  readonly bytes: number;
  readonly gzip: number;
}

/** An authorizer of the bank, and the same one with an AWS SDK that does nothing. */
export interface Authorizer extends Candidate {
  readonly withoutSdk: Candidate;
}

const root = join(import.meta.dirname, '..', '..');

/** Every authorizer of the bank as `cdk synth` bundles it, and what stands beside them. */
export async function bundleAuthorizers(folder: string) {
  rmSync(folder, { recursive: true, force: true });
  const source = handlersIn(join(root, 'lambdas'));
  const files = source.files.filter(({ kind }) => kind === 'authorizer');
  const whole = bundle({ ...source, files }, { folder: join(folder, 'whole') }).handlers;
  const bare = await bundlePlainly(
    files.map(({ handler }, index) => ({ in: handler, out: whole[index]?.id ?? '' })),
    { folder: join(folder, 'without-sdk'), plugins: [noSdk] },
  );
  const peers = await bundlePlainly(
    ['bare', 'jwt-verify'].map((name) => ({ in: join(import.meta.dirname, 'peers', `${name}.ts`), out: name })),
    { folder: join(folder, 'peers'), plugins: [] },
  );
  const authorizers = whole.map(
    ({ id, folder: own }, index): Authorizer => ({
      ...candidate(id, join(own, 'index.mjs')),
      // Both lists were made from one.
      withoutSdk: bare[index] as Candidate,
    }),
  );
  return { authorizers, peers };
}

/** With the options of `lib/constructs/bundling/build.ts`. */
async function bundlePlainly(
  entryPoints: readonly { readonly in: string; readonly out: string }[],
  { folder, plugins }: { readonly folder: string; readonly plugins: readonly esbuild.Plugin[] },
): Promise<readonly Candidate[]> {
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: [...entryPoints],
    outdir: folder,
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
    plugins: [...plugins],
  });
  return entryPoints.map(({ out }) => candidate(out, join(folder, `${out}.mjs`)));
}

function candidate(name: string, module: string): Candidate {
  const contents = readFileSync(module);
  return { name, module, bytes: contents.length, gzip: gzipSync(contents).length };
}

/** Every class of the AWS SDK is one that does nothing. */
const noSdk: esbuild.Plugin = {
  name: 'no-sdk',
  setup(build) {
    build.onResolve({ filter: /^@aws-sdk\// }, ({ path }) => ({ path, namespace: 'no-sdk' }));
    build.onLoad({ filter: /./, namespace: 'no-sdk' }, () => ({
      // esbuild copies what stands in it, and keeps what it inherits.
      contents: 'module.exports = Object.create(new Proxy({}, { get: () => class {} }));',
    }));
  },
};
