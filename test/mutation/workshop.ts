import { fork } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { changedCopy } from '../http/changed-copy.ts';
import type { MutableTemplate, Mutation, SourceMutation, TemplateMutation } from './mutation.ts';
import type { TestFailure, TestMessage } from './run-tests.ts';

const runner = join(import.meta.dirname, 'run-tests.ts');
/** What a test file may take before it counts as hanging. */
const patienceMillis = 60_000;

export type Verdict =
  /** A test of this title failed. */
  | { readonly kind: 'noticed'; readonly by: string }
  /** The mutation is not what it says it is: its place was not found, or it breaks the code instead of the control. */
  | { readonly kind: 'not applied'; readonly why: string }
  | { readonly kind: 'not noticed' };

export interface TestRun {
  readonly files: readonly string[];
  readonly only?: RegExp | undefined;
  /** Undefined: tests that need an assembly synthesise one from the sources of the workshop. */
  readonly assembly: string | undefined;
}

/** A copy of the repository in which things may be broken. */
export class Workshop {
  readonly #copy = changedCopy();
  #group: number | undefined;

  constructor() {
    mkdirSync(this.#temporary);
  }

  get #folder(): string {
    return this.#copy.folder;
  }

  /** Whatever tests leave behind goes with the workshop. */
  get #temporary(): string {
    return join(this.#folder, '.temporary');
  }

  /** Synthesises the bank of the copy. @returns the folder of the assembly, which goes with the workshop */
  synthesise(): Promise<string> {
    return this.#copy.synthesise();
  }

  /** Turns a control off, sees which test notices, and turns it on again. */
  async judge(mutation: Mutation, assembly: string): Promise<Verdict> {
    return mutation.how.kind === 'source'
      ? this.#judgeSource(mutation, mutation.how, assembly)
      : this.#judgeTemplate(mutation, mutation.how, assembly);
  }

  async #judgeSource(mutation: Mutation, how: SourceMutation, assembly: string): Promise<Verdict> {
    const file = join(this.#folder, how.file);
    const original = readFileSync(file, 'utf8');
    if (original.split(how.find).length !== 2) return { kind: 'not applied', why: `its place is not in ${how.file}` };
    writeFileSync(
      file,
      original.replace(how.find, () => how.replace),
    );
    try {
      const isInAssembly = /^(?:lib\/(?:handler|contract|constructs|bank)|lambdas)\//.test(how.file);
      return await this.#verdict(mutation, isInAssembly ? undefined : assembly);
    } finally {
      writeFileSync(file, original);
    }
  }

  async #judgeTemplate(mutation: Mutation, how: TemplateMutation, assembly: string): Promise<Verdict> {
    const folder = mkdtempSync(join(this.#temporary, 'assembly-'));
    cpSync(assembly, folder, { recursive: true });
    const files = globSync('*.template.json', { cwd: folder }).map((name) => join(folder, name));
    const templates = files.map(readTemplate);
    if (how.change(templates) === 0) return { kind: 'not applied', why: 'its place is not in the template' };
    for (const [index, file] of files.entries()) writeFileSync(file, JSON.stringify(templates[index]));
    return this.#verdict(mutation, folder);
  }

  async #verdict({ how, seenBy, only, refusedByCdk }: Mutation, assembly: string | undefined): Promise<Verdict> {
    const failure = await this.firstFailure({ files: seenBy, only, assembly });
    if (failure === undefined) return { kind: 'not noticed' };
    if (failure === 'hangs') return { kind: 'noticed', by: `(hangs for ${patienceMillis / 1_000} s)` };
    if (failure.what === 'test') return { kind: 'noticed', by: failure.title };
    if (how.kind === 'template') return { kind: 'noticed', by: '(the bank is not started, or cannot be seeded)' };
    if (refusedByCdk === true) return { kind: 'noticed', by: '(the CDK refuses to synthesise it)' };
    return { kind: 'not applied', why: `it breaks more than the control, before '${failure.title}'` };
  }

  /** The first test that fails, and the rest is let be. */
  async firstFailure({ files, only, assembly }: TestRun): Promise<TestFailure | 'hangs' | undefined> {
    const child = fork(runner, [], {
      cwd: this.#folder,
      detached: true,
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, TMPDIR: this.#temporary, PORTCULLIS_TEST_ASSEMBLY: assembly ?? '' },
    });
    this.#group = child.pid;
    let failure: TestFailure | undefined;
    let passed = 0;
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      this.#endTests();
    }, patienceMillis * files.length);
    child.on('message', (message) => {
      // The runner sends nothing else.
      const said = message as TestMessage;
      if (said.kind === 'ended') passed = said.tests;
      else failure ??= said.failure;
      // The first failure decides, and a start that failed may leave behind what never ends.
      if (failure !== undefined) this.#endTests();
    });
    child.send({ files: files.map((file) => join(this.#folder, file)), only: only?.source });
    await new Promise((resolve) => child.once('close', resolve));
    clearTimeout(timer);
    this.#endTests();
    if (failure !== undefined) return failure;
    if (isLate) return 'hangs';
    return passed > 0 ? undefined : { what: 'file', title: `${files.join(', ')}: no test ran` };
  }

  remove(): void {
    this.#endTests();
    this.#copy.remove();
  }

  /** With every process that they started. */
  #endTests(): void {
    if (this.#group === undefined) return;
    try {
      process.kill(-this.#group, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
    this.#group = undefined;
  }
}

// Written by the CDK; a mutation reaches only for what it names.
const readTemplate = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as MutableTemplate;
