import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { IssuedApiKey } from '../../lambdas/schemas.ts';
import { generateApiKey } from '../../lib/handler/index.ts';
import { keysUsage } from '../../lib/local/index.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'api-keys.md'), 'utf8');

describe('docs/api-keys.md', () => {
  const [, expression = ''] = /^regex = '''(.+)'''$/m.exec(page) ?? [];

  it('has a rule for scanners that finds every key in a text, all of it and nothing more', () => {
    for (const kind of ['live', 'test'] as const) {
      const { key } = generateApiKey(kind);
      for (const text of [`KEY=${key}\n`, `{"apiKey":"${key}"}`, `x-api-key: ${key}, ${key}`]) {
        const found = text.match(new RegExp(expression, 'g'));
        assert.deepEqual([...new Set(found)], [key]);
      }
      assert.ok(page.includes(`"pcl_${kind}_"`));
    }
  });

  it('has a rule that leaves alone what is no key', () => {
    const { key, keyId } = generateApiKey('live');
    for (const text of [keyId, key.slice(0, -1), `${key}a`, key.replace('live', 'prod'), `x${key}`]) {
      assert.doesNotMatch(text, new RegExp(expression));
    }
  });

  it('knows the form of the keys that the bank issues', () => {
    assert.equal(IssuedApiKey.shape.apiKey.safeParse(generateApiKey('live').key).success, true);
  });

  it('names commands and options that there are', () => {
    const commands = [...page.matchAll(/portcullis -- keys (\w+)(.*)/g)];
    assert.equal(commands.length, 4);
    for (const [, action = '', rest = ''] of commands) {
      assert.match(keysUsage, new RegExp(`^ {2}${action}\\b`, 'm'));
      for (const [option] of rest.matchAll(/--[a-z]+/g)) assert.ok(keysUsage.includes(`\n  ${option} `), option);
    }
  });
});
