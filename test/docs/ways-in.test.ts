import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { sessionLimits } from '../../lambdas/sessions/limits.ts';
import type { SchemeName } from '../../lib/contract/index.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');
const page = readFileSync(join(docs, 'ways-in.md'), 'utf8');

const schemes: Readonly<Record<SchemeName | 'publicAccess', true>> = {
  bearer: true,
  apiKey: true,
  basic: true,
  digest: true,
  clientCertificate: true,
  signature: true,
  publicAccess: true,
};

describe('docs/ways-in.md', () => {
  it('has a row for every way in', () => {
    for (const name of Object.keys(schemes)) assert.match(page, new RegExp(`^\\| \`${name}\\(`, 'm'));
  });

  it('says the limits of sessions as they are', () => {
    const { idleSeconds, absoluteSeconds, most } = sessionLimits;
    assert.ok(
      page.includes(`**${idleSeconds / 60} minutes idle, ${absoluteSeconds / 3_600} hours in all, ${most} at once**`),
    );
  });

  it('leads to what is there', () => {
    const targets = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, target = '']) => target);
    assert.ok(targets.length > 15);
    for (const target of targets) assert.ok(existsSync(join(docs, target)), target);
  });
});
