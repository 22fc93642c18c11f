import { cpSync, globSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isJsonObject } from '../../lib/local/json.ts';
import type { MutableResource, MutableTemplate } from '../../test/mutation/mutation.ts';
import { all, changeEvery, removeEvery } from '../../test/mutation/template-changes.ts';

/**
 * The application without what stands before it: the firewall refuses most of what testers send, and the throttles of
 * the methods nearly all the rest.
 */
const change = all(
  removeEvery('AWS::WAFv2::WebACLAssociation'),
  changeEvery('AWS::ApiGateway::Stage', ({ MethodSettings: settings }) => {
    for (const setting of Array.isArray(settings) ? settings : []) {
      if (!isJsonObject(setting)) continue;
      // What JSON.parse made is open to change.
      const open = setting as MutableResource['Properties'];
      open['ThrottlingBurstLimit'] = 5_000;
      open['ThrottlingRateLimit'] = 10_000;
    }
  }),
);

/** Copies an assembly and changes the copy. @returns its folder */
export function withoutFirewall(assembly: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-assembly-'));
  cpSync(assembly, folder, { recursive: true });
  const files = globSync('*.template.json', { cwd: folder }).map((name) => join(folder, name));
  // Written by the CDK; the changes reach only for what they name.
  const templates = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as MutableTemplate);
  if (change(templates) === 0) throw new Error('the assembly has no firewall to leave out');
  for (const [index, file] of files.entries()) writeFileSync(file, JSON.stringify(templates[index]));
  return folder;
}
