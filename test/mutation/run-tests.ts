/** Runs test files in this process' working folder and sends each failure to the parent, then the end. */
import { run } from 'node:test';

/** What a child that runs tests says. */
export type TestMessage =
  | { readonly kind: 'failed'; readonly failure: TestFailure }
  | { readonly kind: 'ended'; readonly tests: number };

export interface TestFailure {
  /** `test`: an assertion of the test of that title. `start`: what ran before it. `file`: the file did not even load. */
  readonly what: 'test' | 'start' | 'file';
  readonly title: string;
}

interface Order {
  readonly files: readonly string[];
  readonly only: string | undefined;
}

process.once('message', (message) => {
  // The parent sends nothing else.
  const { files, only } = message as Order;
  let tests = 0;
  const stream = run({
    files: [...files],
    concurrency: 1,
    ...(only === undefined ? {} : { testNamePatterns: new RegExp(only) }),
  });
  stream.on('test:fail', ({ name, details, file }) => {
    if (details.type === 'suite') return;
    const { failureType } = details.error as Error & { readonly failureType?: string };
    const ofTest = failureType === 'testCodeFailure' || failureType === 'testTimeoutFailure';
    const what = name === file ? 'file' : ofTest ? 'test' : 'start';
    send({ kind: 'failed', failure: { what, title: name } });
  });
  stream.on('test:pass', ({ details, file, name }) => {
    if (details.type !== 'suite' && name !== file) tests += 1;
  });
  stream.on('end', () => {
    send({ kind: 'ended', tests });
    process.disconnect();
  });
  stream.resume();
});

const send = (message: TestMessage): void => void process.send?.(message);
