import { text } from 'node:stream/consumers';
import { build } from './build.ts';
import type { BuildAnswer, BuildRequest } from './bundle.ts';
import { BundlingError } from './handlers-in.ts';

// Entry point of the child process of `bundle`: one request in, one answer out. Contracts are the author's modules and
// may print; what they print goes to standard error, so that the answer stands alone.
const answerTo = process.stdout.write.bind(process.stdout);
// Both are streams of one class.
process.stdout.write = process.stderr.write.bind(process.stderr) as typeof process.stdout.write;

// `bundle` is the only one who starts this module.
const request = JSON.parse(await text(process.stdin)) as BuildRequest;
answerTo(JSON.stringify(await answer()));

async function answer(): Promise<BuildAnswer> {
  try {
    return { handlers: await build(request) };
  } catch (error) {
    if (error instanceof BundlingError) return { refused: error.message };
    throw error;
  }
}
