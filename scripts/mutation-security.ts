/**
 * `npm run mutation:security [-- word ...]`: turns every control off, one by one, in a copy of the repository, and sees
 * that some test fails. Words choose the mutations whose control contains one of them.
 */
import { execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { synthesiseForTests } from '../test/http/assembly.ts';
import type { MutableTemplate, Mutation } from '../test/mutation/mutation.ts';
import { mutations } from '../test/mutation/mutations.ts';

type Outcome = 'noticed' | 'NOT NOTICED' | 'NOT APPLIED';

const root = join(import.meta.dirname, '..');
const words = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = mutations.filter(
  ({ control }) => words.length === 0 || words.some((word) => control.toLowerCase().includes(word)),
);
if (chosen.length === 0) throw new Error('no mutation was chosen');

const copy = mkdtempSync(join(tmpdir(), 'portcullis-mutation-'));
try {
  copyRepository(copy);
  const assembly = await synthesiseForTests();
  const baseline = [...new Set(chosen.flatMap(({ seenBy }) => seenBy))];
  process.stdout.write(`unmutated: ${baseline.length} test files … `);
  if (!(await passes(baseline, assembly))) throw new Error('the tests fail without any mutation');
  console.log('pass');

  const outcomes: (readonly [Mutation, Outcome])[] = [];
  for (const mutation of chosen) {
    const outcome = await judge(mutation, assembly);
    outcomes.push([mutation, outcome]);
    console.log(`${outcome.padEnd(12)} ${mutation.how.kind.padEnd(9)} ${mutation.control}`);
  }
  const missed = outcomes.filter(([, outcome]) => outcome !== 'noticed');
  console.log(`\n${outcomes.length - missed.length} of ${outcomes.length} controls: turning it off is noticed`);
  process.exitCode = missed.length === 0 ? 0 : 1;
} finally {
  rmSync(copy, { recursive: true, force: true });
}

async function judge(mutation: Mutation, assembly: string): Promise<Outcome> {
  return mutation.how.kind === 'source'
    ? judgeSource(mutation, mutation.how, assembly)
    : judgeTemplate(mutation, mutation.how, assembly);
}

async function judgeSource(
  { seenBy }: Mutation,
  how: Extract<Mutation['how'], { readonly kind: 'source' }>,
  assembly: string,
): Promise<Outcome> {
  const file = join(copy, how.file);
  const original = readFileSync(file, 'utf8');
  if (original.split(how.find).length !== 2) return 'NOT APPLIED';
  writeFileSync(
    file,
    original.replace(how.find, () => how.replace),
  );
  try {
    // Code of functions stands in the assembly, so a change to it needs a new one.
    const mutated =
      /^(?:lib\/(?:handler|contract|constructs)|lambdas)\//.test(how.file) &&
      seenBy.some((test) => test.startsWith('test/http/'));
    return (await passes(seenBy, mutated ? undefined : assembly)) ? 'NOT NOTICED' : 'noticed';
  } finally {
    writeFileSync(file, original);
  }
}

async function judgeTemplate(
  { seenBy }: Mutation,
  how: Extract<Mutation['how'], { readonly kind: 'template' }>,
  assembly: string,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-assembly-'));
  try {
    cpSync(assembly, folder, { recursive: true });
    const files = globSync('*.template.json', { cwd: folder }).map((name) => join(folder, name));
    // The files were written by CDK; a mutation only reaches for what it names.
    const templates = files.map((file) => JSON.parse(readFileSync(file, 'utf8')) as MutableTemplate);
    const resources = templates.flatMap(({ Resources }) => Object.values(Resources));
    if (how.change(resources, templates) === 0) return 'NOT APPLIED';
    for (const [index, file] of files.entries()) writeFileSync(file, JSON.stringify(templates[index]));
    return (await passes(seenBy, folder)) ? 'NOT NOTICED' : 'noticed';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs test files of the copy; without an assembly they synthesise their own, from the copy's sources. */
function passes(files: readonly string[], assembly: string | undefined): Promise<boolean> {
  const child = spawn(process.execPath, ['--test', ...files], {
    cwd: copy,
    stdio: 'ignore',
    env: { ...process.env, PORTCULLIS_TEST_ASSEMBLY: assembly ?? '' },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0));
  });
}

function copyRepository(to: string): void {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\n')
    .filter((file) => file !== '' && existsSync(join(root, file)));
  for (const file of files) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    cpSync(join(root, file), join(to, file));
  }
  symlinkSync(join(root, 'node_modules'), join(to, 'node_modules'));
}
