import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runDevCommand } from '../../../lib/local/dev/dev-command.ts';
import { devUsage } from '../../../lib/local/dev/dev-options.ts';
import { readFirewallSettings } from '../../../lib/local/dev/firewall-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-waf-options-'));
after(() => rmSync(folder, { recursive: true, force: true }));

const book = (content: string) => {
  const file = join(folder, 'addresses.json');
  writeFileSync(file, content);
  return { 'waf-rates': 'exact', 'waf-addresses': file };
};

describe('what portcullis dev is told of the firewall', () => {
  it('is how rates count, of the two ways that there are', () => {
    assert.deepEqual(readFirewallSettings({ 'waf-rates': 'aws-like' }), { rateMode: 'aws-like' });
    assert.deepEqual(readFirewallSettings({ 'waf-rates': 'exact' }), { rateMode: 'exact' });
    for (const rates of ['', 'AWS-like', 'toString']) {
      assert.throws(() => readFirewallSettings({ 'waf-rates': rates }), /--waf-rates must be exact or aws-like/);
    }
  });

  it('is a file of addresses', () => {
    const entry = { range: '203.0.113.0/24', country: 'US', knownTo: ['AWSManagedReconnaissanceList'] };
    assert.deepEqual(readFirewallSettings(book(JSON.stringify([entry]))).addressBook, [entry]);
    assert.throws(() => readFirewallSettings(book('{}')), /--waf-addresses: .* must hold a list/);
    assert.throws(() => readFirewallSettings(book('[')), /JSON/);
  });

  it('is refused by the command before anything starts', async () => {
    await assert.rejects(runDevCommand(['--waf-rates', 'never']), /--waf-rates must be exact or aws-like/);
    await assert.rejects(runDevCommand(['--waf-rate', 'exact']), /--waf-rate/);
    assert.match(devUsage, /--waf-rates <mode>/);
    assert.match(devUsage, /--waf-addresses <f>/);
  });
});
