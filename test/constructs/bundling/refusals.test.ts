import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { BundlingError, bundle, handlersIn } from '../../../lib/constructs/bundling/index.ts';
import { contract, handler, temporaryFolder, tree } from './tree.ts';

const sound = {
  'a/read/contract.ts': contract('one', '/one', 'z.strictObject({})'),
  'a/read/handler.ts': handler('one'),
};

const refusals: Readonly<Record<string, readonly [Readonly<Record<string, string>>, RegExp]>> = {
  'a folder without handlers': [{ 'a/readme.ts': '' }, /: holds no handler\.ts$/],
  'a handler without a contract': [
    { ...sound, 'b/read/handler.ts': '' },
    /^b\/read\/handler\.ts: there is no contract\.ts beside it$/,
  ],
  'a contract without a handler': [
    { ...sound, 'b/read/contract.ts': '' },
    /^b\/read\/contract\.ts: there is no handler\.ts beside it$/,
  ],
  'an authorizer with a contract': [
    { 'authorizers/key/handler.ts': '', 'authorizers/key/contract.ts': '' },
    /^authorizers\/key\/contract\.ts: an authorizer has no contract$/,
  ],
  'a contract without an endpoint': [
    { ...sound, 'a/read/contract.ts': 'export const one = 1;' },
    /^a\/read\/contract\.ts: exports no endpoint$/,
  ],
  'a contract with two endpoints': [
    {
      ...sound,
      'a/read/contract.ts': `${contract('one', '/one', 'z.strictObject({})')}
        export const two = { ...one, id: 'two' };`,
    },
    /^a\/read\/contract\.ts: exports 2 endpoints; a handler serves exactly one$/,
  ],
  'a contract that contradicts itself': [
    { ...sound, 'a/read/contract.ts': contract('one', '/{one}', 'z.strictObject({})') },
    /^a\/read\/contract\.ts: ContractError: POST \/\{one\}: every path parameter needs a schema/,
  ],
  'two handlers with one id': [
    {
      ...sound,
      'b/read/contract.ts': contract('other', '/one', 'z.strictObject({})'),
      'b/read/handler.ts': handler('other'),
    },
    /^b\/read: has the id 'post-one', which a\/read has too$/,
  ],
  'a module that exports no handler': [
    { 'triggers/sign-in/handler.ts': 'export const handle = async () => undefined;' },
    /^triggers\/sign-in\/handler\.ts: does not export a handler named 'handler'$/,
  ],
  'a constant that is not plain data': [
    {
      'triggers/sign-in/handler.ts': "export { at } from './now.constant.ts'; export const handler = () => 1;",
      'triggers/sign-in/now.constant.ts': 'export const at = new Date(0);',
    },
    /triggers\/sign-in\/now\.constant\.ts: 'at' is not plain JSON data/,
  ],
};

describe('bundle and handlersIn', () => {
  for (const [name, [files, message]] of Object.entries(refusals)) {
    it(`refuse ${name}`, () => {
      assert.throws(
        () => bundle(handlersIn(tree(files)), { folder: temporaryFolder() }),
        (error) => {
          assert.ok(error instanceof BundlingError);
          assert.match(error.message, message);
          return true;
        },
      );
    });
  }

  it('name file and line of what esbuild cannot read, all at once', () => {
    const files = {
      ...sound,
      'a/read/handler.ts': "import { two } from './contract.ts';\nexport const handler = two;",
      'triggers/sign-in/handler.ts': '\n\nexport const handler = (;',
    };
    assert.throws(
      () => bundle(handlersIn(tree(files)), { folder: temporaryFolder() }),
      (error) => {
        assert.ok(error instanceof BundlingError);
        assert.match(error.message, /triggers\/sign-in\/handler\.ts:3:24/);
        return true;
      },
    );
  });
});
