import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runProgram } from '../../../lib/local/dev/run-program.ts';
import { withoutStack } from '../../../lib/local/dev/without-stack.ts';

const folder = mkdtempSync(join(tmpdir(), 'portcullis-without-stack-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** What is told of a program that ends badly. */
async function told(source: string, verbose: boolean): Promise<string> {
  const file = join(folder, 'program.mjs');
  writeFileSync(file, source);
  try {
    await runProgram(process.execPath, [file], { verbose });
  } catch (error) {
    return error instanceof Error ? error.message.replace(/^.*failed:\n/, '') : String(error);
  }
  return assert.fail('the program did not fail');
}

describe('of a program that fails', () => {
  const rows = [
    ['an error', "throw new Error('the bank is closed');", 'Error: the bank is closed'],
    ['a rejection', "await Promise.reject(new RangeError('too\\nfar'));", 'RangeError: too\nfar'],
    [
      'a module that is missing',
      "import './nowhere.mjs';",
      /^Error \[ERR_MODULE_NOT_FOUND\]: Cannot find module \S+ imported from \S+$/,
    ],
    [
      'an error with members',
      "throw Object.assign(new Error('no'), { code: 'NO', more: { deep: [1] } });",
      'Error: no',
    ],
    ['an error with a cause', "throw new Error('no', { cause: new Error('because') });", 'Error: no'],
    ['words of its own', "console.log('step 1'); console.error('at sea'); process.exit(1);", 'step 1\nat sea'],
  ] as const;
  for (const [what, source, expected] of rows) {
    it(`${what} is told without places in code`, async () => {
      const text = await told(source, false);
      if (typeof expected === 'string') assert.equal(text, expected);
      else assert.match(text, expected);
    });
  }

  it('everything is told where that is asked for', async () => {
    assert.match(
      await told("throw new Error('the bank is closed');", true),
      /program\.mjs:1.*\^.*Error: the bank is closed\n +at /s,
    );
  });
});

describe('what a program printed', () => {
  it('stays as it is where there is no stack', () => {
    for (const text of ['', 'one\ntwo', 'a:1 is no excerpt', 'Look at me', '{\n  "a": 1\n}'])
      assert.equal(withoutStack(text), text);
  });
});
