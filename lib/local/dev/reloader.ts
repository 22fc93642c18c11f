import { join } from 'node:path';
import { readAssembly } from '../assembly/index.ts';
import type { LocalRuntime } from '../runtime/run-locally.ts';
import type { Phases } from './phases.ts';

/**
 * Synthesises again after a change; new code goes into the running functions, a new template needs a new start.
 *
 * @returns to be called at every change; one synthesis follows the other
 */
export function reloader(
  runtime: LocalRuntime,
  synthesiseTo: (outFolder: string) => Promise<void>,
  phases: Phases,
): () => void {
  let turn = 0;
  let working: Promise<void> = Promise.resolve();
  const reload = async () => {
    turn += 1;
    const outFolder = join(runtime.stateFolder, `assembly-${turn % 2 === 0 ? 'even' : 'odd'}`);
    try {
      await phases.run('synthesised again', () => synthesiseTo(outFolder));
      const { reloaded, templateChanged } = runtime.reloadCode(readAssembly(outFolder));
      if (reloaded.length > 0) console.log(`  new code: ${reloaded.join(', ')}`);
      if (templateChanged) console.log('  the template changed, too: start again to enforce it');
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
  };
  return () => {
    working = working.then(reload);
  };
}
