import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import * as cdk from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import configuration from '../../../cdk.json' with { type: 'json' };
import type { HandlerCode, Handlers } from '../../../lib/constructs/index.ts';
import { type Api, authorizerOf, type Endpoint } from '../../../lib/contract/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-constructs-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** An app with the repository's own context, without the CDK's validation, which costs seconds. */
export const createApp = (): cdk.App =>
  new cdk.App({
    context: configuration.context,
    builtinCloudFormationValidation: false,
    outdir: mkdtempSync(join(folder, 'out-')),
  });

/** The template of a stack that holds what `build` puts in it. */
export function synthesise(build: (stack: cdk.Stack) => void): Template {
  const stack = new cdk.Stack(createApp(), 'Stack');
  build(stack);
  return Template.fromStack(stack);
}

/** Handlers that do nothing, in folders like those of the bundler. */
export const handlersFor = (api: Api): Handlers => ({
  handlers: [
    ...api.endpoints.map(({ id }) => handlerCode('endpoint', id)),
    ...[...new Set(['api-key', ...api.endpoints.flatMap(authorizersOf)])].map((id) => handlerCode('authorizer', id)),
    handlerCode('trigger', 'pre-token-generation'),
  ],
});

/** The name of the authorizer that an endpoint's line of access asks for, if it is one of the bank's own. */
function authorizersOf({ access }: Endpoint): readonly string[] {
  const kind = authorizerOf(access);
  return typeof kind === 'string' ? [] : [kind.name];
}

export function handlerCode(kind: HandlerCode['kind'], id: string): HandlerCode {
  const code = join(folder, id);
  mkdirSync(code, { recursive: true });
  writeFileSync(join(code, 'index.mjs'), `export const handler = async () => ${JSON.stringify(id)};\n`);
  return { id, kind, folder: code };
}

/** The properties of the only resource of a type; a second one, or none, fails the test. */
export function only(template: Template, type: string, where: object = {}): Readonly<Record<string, unknown>> {
  const found = Object.values(template.findResources(type, { Properties: where }));
  if (found.length !== 1) throw new Error(`there are ${found.length} resources ${type}`);
  return found[0]?.['Properties'] ?? {};
}
