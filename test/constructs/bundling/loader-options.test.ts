import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loaderOptions } from '../../../lib/constructs/bundling/loader-options.ts';

describe('loaderOptions', () => {
  it('keeps what decides how modules are loaded, with its value', () => {
    const options = ['--import', 'tsx', '--require=./a.cjs', '-C', 'development', '--experimental-transform-types'];
    assert.deepEqual(loaderOptions(options), options);
  });

  it('leaves the inspector, the test runner and memory limits behind', () => {
    assert.deepEqual(loaderOptions(['--inspect-brk=9229', '--test', '--max-old-space-size=64', '--eval', 'code']), []);
  });
});
