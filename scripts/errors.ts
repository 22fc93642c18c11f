/** Writes docs/errors.md: `npm run errors`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bankApi } from '../lambdas/api.ts';
import { toProblemCatalogue } from '../lib/contract/index.ts';
import { toErrorsPage } from './errors/to-errors-page.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'errors.md'), toErrorsPage(toProblemCatalogue(bankApi)));
