import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { readLocalServices } from '../../scripts/local-services/read-local-services.ts';

it('docs/local-services.md lists what the local runtime does (npm run local-services writes it)', async () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'local-services.md'), 'utf8');
  assert.equal(page, await readLocalServices());
});
