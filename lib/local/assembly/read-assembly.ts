import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { parseTemplate, type Template } from '../template/index.ts';

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
}

/** A synthesised cloud assembly: what `cdk synth` leaves in `cdk.out`. */
export interface Assembly {
  readonly folder: string;
  readonly region: string | undefined;
  /** Each after the stacks it depends on. */
  readonly stacks: readonly AssemblyStack[];
  /** Folder of a function's code, or file of another asset, by the key under which it would stand in the bootstrap bucket. */
  assetFolder(objectKey: string): string;
}

const stackArtifact = z.looseObject({
  type: z.literal('aws:cloudformation:stack'),
  environment: z.string().optional(),
  dependencies: z.array(z.string()).default([]),
  properties: z.looseObject({
    templateFile: z.string(),
    stackName: z.string().optional(),
    parameters: z.record(z.string(), z.string()).default({}),
  }),
});
const manifestFile = z.looseObject({
  artifacts: z.record(z.string(), z.looseObject({ type: z.string() })).default({}),
  missing: z.array(z.looseObject({ key: z.string() })).optional(),
});
const assetFile = z.looseObject({
  files: z
    .record(
      z.string(),
      z.looseObject({
        source: z.looseObject({ path: z.string().optional(), packaging: z.string().default('file') }),
        destinations: z.record(z.string(), z.looseObject({ objectKey: z.string() })),
      }),
    )
    .default({}),
});

/** Artifacts that describe, and deploy nothing. */
const SILENT_ARTIFACTS = new Set(['cdk:tree', 'cdk:feature-flag-report', 'aws:cloudformation:metadata']);

/** @throws Error naming the file or artifact that is missing or not understood */
export function readAssembly(folder: string): Assembly {
  const root = resolve(folder);
  const manifest = manifestFile.parse(readJson(join(root, 'manifest.json')));
  if (manifest.missing !== undefined && manifest.missing.length > 0) {
    throw new Error(`${root} is not complete: it lacks ${manifest.missing.map(({ key }) => key).join(', ')}`);
  }
  const stacks = new Map<string, z.infer<typeof stackArtifact>>();
  const assets = new Map<string, string>();
  for (const [id, artifact] of Object.entries(manifest.artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack') stacks.set(id, stackArtifact.parse(artifact));
    else if (artifact.type === 'cdk:asset-manifest') collectAssets(root, artifact, assets);
    else if (!SILENT_ARTIFACTS.has(artifact.type)) {
      throw new Error(
        `${root}: the artifact ${id} has the type ${artifact.type}, which the local runtime does not read`,
      );
    }
  }
  const ordered = inOrder(stacks);
  return {
    folder: root,
    region: regionOf(ordered.map(([, artifact]) => artifact.environment)),
    stacks: ordered.map(([id, { properties }]) => {
      const name = properties.stackName ?? id;
      return { name, template: parseTemplate(name, readJson(join(root, properties.templateFile))) };
    }),
    assetFolder(objectKey) {
      const path = assets.get(objectKey);
      if (path === undefined) throw new Error(`${root} has no asset ${objectKey}`);
      return path;
    },
  };
}

function readJson(file: string): unknown {
  if (!existsSync(file))
    throw new Error(`There is no ${file}. Synthesise first (npx cdk synth), or name the app with --app`);
  return JSON.parse(readFileSync(file, 'utf8'));
}

function collectAssets(root: string, artifact: unknown, assets: Map<string, string>): void {
  const { properties } = z.looseObject({ properties: z.looseObject({ file: z.string() }) }).parse(artifact);
  for (const { source, destinations } of Object.values(assetFile.parse(readJson(join(root, properties.file))).files)) {
    for (const { objectKey } of Object.values(destinations)) {
      if (source.path !== undefined) assets.set(objectKey, join(root, source.path));
    }
  }
}

function inOrder<Artifact extends { readonly dependencies: readonly string[] }>(
  artifacts: ReadonlyMap<string, Artifact>,
): readonly (readonly [string, Artifact])[] {
  const ordered = new Map<string, Artifact>();
  const visit = (id: string): void => {
    const artifact = artifacts.get(id);
    if (artifact === undefined || ordered.has(id)) return;
    for (const dependency of artifact.dependencies) visit(dependency);
    ordered.set(id, artifact);
  };
  for (const id of artifacts.keys()) visit(id);
  return [...ordered];
}

/** `aws://123456789012/eu-central-1`; stacks of several regions cannot share one machine. */
function regionOf(environments: readonly (string | undefined)[]): string | undefined {
  const regions = new Set(
    environments
      .map((environment) => environment?.split('/').at(-1))
      .filter((region): region is string => region !== undefined && region !== 'unknown-region'),
  );
  if (regions.size > 1) throw new Error(`the stacks stand in several regions: ${[...regions].join(', ')}`);
  return [...regions][0];
}
