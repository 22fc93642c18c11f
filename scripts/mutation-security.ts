/**
 * `npm run mutation:security [-- word ...]`: turns every control off, one by one, in copies of the repository, and sees
 * that some test fails. Words choose the mutations whose control or layer contains one of them.
 * `-- --page` writes docs/controls.md and turns nothing off.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { controlsPage } from '../test/mutation/controls-page.ts';
import type { Mutation } from '../test/mutation/mutation.ts';
import { layers } from '../test/mutation/mutations.ts';
import { explain, outcomeTable } from '../test/mutation/outcome-table.ts';
import { type TestRun, type Verdict, Workshop } from '../test/mutation/workshop.ts';

const words = process.argv.slice(2).map((word) => word.toLowerCase());
if (words.includes('--page'))
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'controls.md'), controlsPage(layers));
else process.exitCode = await judgeAll();

/** @returns the exit code */
async function judgeAll(): Promise<0 | 1> {
  const chosen = layers.flatMap(({ name, mutations }) =>
    mutations
      .filter((mutation) => isChosen(`${name} ${mutation.control}`))
      .map((mutation) => ({ layer: name, mutation })),
  );
  if (chosen.length === 0) throw new Error('no mutation was chosen');
  const workshops = Array.from({ length: Math.min(availableParallelism(), 4) }, () => new Workshop());
  const clear = () => {
    for (const workshop of workshops) workshop.remove();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      clear();
      process.exit(1);
    });
  }
  try {
    const [first] = workshops;
    if (first === undefined) throw new Error('there is no workshop');
    const assembly = await first.synthesise();
    const unsound = await unsoundFiles(
      workshops,
      chosen.map(({ mutation }) => mutation),
      assembly,
    );
    const verdicts = new Map<Mutation, Verdict>();
    await shareOut(workshops, chosen, async (workshop, { layer, mutation }) => {
      const why = mutation.seenBy.flatMap((file) => unsound.get(file) ?? [])[0];
      const verdict: Verdict =
        why === undefined ? await workshop.judge(mutation, assembly) : { kind: 'not applied', why };
      verdicts.set(mutation, verdict);
      const left = `${verdicts.size}/${chosen.length}`.padStart(8);
      console.log(
        `${left} ${layer}: ${mutation.control}${verdict.kind === 'noticed' ? '' : `  *** ${explain(verdict)}`}`,
      );
    });
    console.log(outcomeTable(chosen.map((each) => ({ ...each, verdict: verdicts.get(each.mutation) }))));
    const passed = [...verdicts.values()].filter(({ kind }) => kind === 'noticed').length;
    console.log(`\n${passed} passed, ${chosen.length - passed} failed`);
    return passed === chosen.length ? 0 : 1;
  } finally {
    clear();
  }
}

function isChosen(text: string): boolean {
  return words.length === 0 || words.some((word) => text.toLowerCase().includes(word));
}

/**
 * Test files that fail, twice, before anything was turned off, and how: they prove nothing. A test that fails once waited
 * too short for a busy machine.
 */
async function unsoundFiles(
  workshops: readonly Workshop[],
  mutations: readonly Mutation[],
  assembly: string,
): Promise<ReadonlyMap<string, string>> {
  const files = [...new Set(mutations.flatMap(({ seenBy }) => seenBy))].sort();
  console.log(`nothing turned off: ${files.length} test files`);
  const unsound = new Map<string, string>();
  await shareOut(workshops, files, async (workshop, file) => {
    const test: TestRun = { files: [file], assembly };
    if ((await workshop.firstFailure(test)) === undefined) return;
    const failure = await workshop.firstFailure(test);
    if (failure === undefined) return;
    const why = `${file} ${failure === 'hangs' ? 'hangs' : `fails at '${failure.title}'`} without any mutation`;
    console.log(why);
    unsound.set(file, why);
  });
  return unsound;
}

/** Each workshop takes the next piece of work as soon as it is done with one. */
async function shareOut<Work>(
  workshops: readonly Workshop[],
  work: readonly Work[],
  act: (workshop: Workshop, piece: Work) => Promise<void>,
): Promise<void> {
  const rest = [...work].reverse();
  await Promise.all(
    workshops.map(async (workshop) => {
      for (let piece = rest.pop(); piece !== undefined; piece = rest.pop()) await act(workshop, piece);
    }),
  );
}
