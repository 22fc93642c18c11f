import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { assertProblem } from '../http/assert-problem.ts';
import { changedCopy } from '../http/changed-copy.ts';
import { startBank } from '../http/running-bank.ts';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'add-an-endpoint.md'), 'utf8');

/** Steps 1 and 2 write files, named in the first line of each block. */
const files = [...page.matchAll(/^```ts\n\/\/ (\S+)\n([\s\S]*?)^```$/gm)].map(([, file = '', text = '']) => ({
  file,
  text,
}));
/** Step 3 changes lines: each `-` line, or each line before a `+` line, is where the change stands. */
const [, difference = ''] = /^```diff\n([\s\S]*?)^```$/m.exec(page) ?? [];

describe('docs/add-an-endpoint.md', () => {
  const copy = changedCopy();
  after(() => copy.remove());

  it('adds an endpoint that answers on this machine, when it is followed', async () => {
    assert.equal(files.length, 2);
    for (const { file, text } of files) {
      mkdirSync(dirname(join(copy.folder, file)), { recursive: true });
      copy.write(file, text);
    }
    followDifference(difference);

    const bank = await startBank(await copy.synthesise());
    try {
      const greeting = await bank.as('alice', '/greetings/bob?language=de');
      assert.equal(greeting.status, 200, greeting.text);
      assert.deepEqual(greeting.json, { greeting: 'Guten Tag, bob' });
      assert.deepEqual((await bank.as('alice', '/greetings/bob')).json, { greeting: 'Good day, bob' });

      assertProblem(await bank.client.call('/greetings/bob'), 401, 'unauthenticated');
      assertProblem(await bank.as('olivia', '/greetings/bob'), 403, 'permission-denied');
      assert.deepEqual(assertProblem(await bank.as('alice', '/greetings/B0b'), 400, 'invalid-request'), ['/path/name']);
    } finally {
      await bank.close();
    }
  });

  function followDifference(text: string): void {
    const lines = text.split('\n').filter((line) => line !== '');
    const [importLine = '', ...rest] = lines;
    const file = 'lambdas/api.ts';
    copy.replace(
      file,
      "import { api } from '../lib/contract/index.ts';",
      `import { api } from '../lib/contract/index.ts';\n${importLine.slice(1)}`,
    );
    for (const [index, line] of rest.entries()) {
      const following = rest[index + 1];
      if (line.startsWith('-')) copy.replace(file, line.slice(1).trim(), following?.slice(1).trim() ?? '');
      if (line.startsWith(' ') && following?.startsWith('+')) {
        copy.replace(file, line.trim(), `${line.trim()}\n${following.slice(1)}`);
      }
    }
  }
});
