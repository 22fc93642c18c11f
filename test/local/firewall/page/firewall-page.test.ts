import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { toFirewallPage } from './to-firewall-page.ts';

it('docs/firewall.md says what the tables say (node scripts/conformance/firewall-page.ts writes it)', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', '..', '..', 'docs', 'firewall.md'), 'utf8');
  assert.equal(page, toFirewallPage());
});
