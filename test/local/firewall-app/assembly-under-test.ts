import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

export { byteMatch as contains, none } from '../firewall/firewall-under-test.ts';

const visibility = (MetricName: string) => ({
  CloudWatchMetricsEnabled: false,
  MetricName,
  SampledRequestsEnabled: false,
});

/** A rule that blocks, unless told otherwise. */
export const rule = (Name: string, Priority: number, Statement: object, more: object = {}) => ({
  Name,
  Priority,
  Statement,
  Action: { Block: {} },
  VisibilityConfig: visibility(Name),
  ...more,
});

export const groupReference = (Name: string, Priority: number, Statement: object) => {
  const { Action: _, ...rest } = rule(Name, Priority, Statement);
  return { ...rest, OverrideAction: { None: {} } };
};

/** A folder for the files of one test process. */
export const folder = mkdtempSync(join(tmpdir(), 'portcullis-firewall-test-'));
after(() => rmSync(folder, { recursive: true, force: true }));

export const webAclResource = (Rules: readonly object[], more: object = {}) => ({
  Type: 'AWS::WAFv2::WebACL',
  Properties: { Scope: 'REGIONAL', DefaultAction: { Allow: {} }, VisibilityConfig: visibility('Acl'), Rules, ...more },
});

let assemblies = 0;

/** Writes a cloud assembly with these resources beside the web ACL. @returns its folder */
export function assemblyWith(Rules: readonly object[], resources: object = {}, more: object = {}): string {
  assemblies += 1;
  const place = join(folder, `assembly-${assemblies}`);
  const template = { Resources: { Acl: webAclResource(Rules, more), ...resources } };
  const manifest = {
    version: '36.0.0',
    artifacts: {
      Stack: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://123456789012/eu-central-1',
        properties: { templateFile: 'Stack.template.json', stackName: 'Stack' },
      },
    },
  };
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'Stack.template.json'), JSON.stringify(template));
  writeFileSync(join(place, 'manifest.json'), JSON.stringify(manifest));
  return place;
}
