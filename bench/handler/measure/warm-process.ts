import { writeSync } from 'node:fs';
import { context, invalidEvent, validEvent } from '../events.ts';
import { measure } from './kernel.ts';

// Child process: one candidate, warm. What handlers log is their cost, but nobody's reading.
process.stdout.write = () => true;
process.stderr.write = () => true;

const [, , module = ''] = process.argv;
const { handler } = await import(module);
const call = (event: string) => handler(JSON.parse(event), context());

const statuses = {
  valid: (await call(validEvent)).statusCode,
  invalid: (await call(invalidEvent)).statusCode,
};
const cases = await measure([
  { name: 'event', run: () => JSON.parse(validEvent) },
  { name: 'valid', run: () => call(validEvent) },
  { name: 'invalid', run: () => call(invalidEvent) },
]);
writeSync(1, JSON.stringify({ statuses, cases }));
process.exit(0);
