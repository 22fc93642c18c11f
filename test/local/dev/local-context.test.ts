import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { mutualTlsContext } from '../../../lib/constructs/index.ts';
import { localContext, tlsFolderOf } from '../../../lib/local/dev/local-context.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-context-'));
after(() => rmSync(folder, { recursive: true }));
const account = { accountId: '123456789012', region: 'eu-central-1' };

describe('the context of this machine', () => {
  const context = new Map(Object.entries(localContext(tlsFolderOf(folder), account, Date.now())));

  it('has exactly what a domain with mutual TLS is made from', () => {
    assert.deepEqual([...context.keys()].sort(), Object.values(mutualTlsContext).sort());
  });

  it('names a trust store that is there, of an authority that stays', () => {
    const file = context.get(mutualTlsContext.trustStore) ?? '';
    assert.equal(new X509Certificate(readFileSync(file)).ca, true);
    assert.deepEqual(new Map(Object.entries(localContext(tlsFolderOf(folder), account, Date.now()))), context);
  });

  it('names a domain that leads nowhere but to this machine', () => {
    assert.match(context.get(mutualTlsContext.domainName) ?? '', /^[a-z]+\.localhost$/);
  });
});
