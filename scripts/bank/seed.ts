/** The seed program of `npm start`: fills the bank that `portcullis dev` runs, and prints how to call it. */
import { callingCard } from './calling-card.ts';
import { parseRuntimeFacts } from './runtime-facts.ts';
import { seedBank } from './seed-bank.ts';

const facts = parseRuntimeFacts(JSON.parse(process.env['PORTCULLIS_RUNTIME'] ?? 'null'));
const developer = {
  accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
  secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
};
const demo = await seedBank({ ...facts, developer }, (sentence) => console.log(`${sentence}\n`));
console.log(callingCard(demo, facts.stateFolder));
