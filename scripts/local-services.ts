/** Writes docs/local-services.md: `npm run local-services`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLocalServices } from './local-services/read-local-services.ts';

writeFileSync(join(import.meta.dirname, '..', 'docs', 'local-services.md'), await readLocalServices());
