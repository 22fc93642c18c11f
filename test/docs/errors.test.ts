import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { bankApi } from '../../lambdas/api.ts';
import { toProblemCatalogue } from '../../lib/contract/index.ts';
import { toErrorsPage } from '../../scripts/errors/to-errors-page.ts';

it('docs/errors.md lists every problem code as the table has it (npm run errors writes it)', () => {
  const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'errors.md'), 'utf8');
  assert.equal(page, toErrorsPage(toProblemCatalogue(bankApi)));
});
