import type { FunctionDeclaration } from './lambda-service.ts';
import { residentMemory } from './resident-memory.ts';
import type { ScratchFolder } from './scratch-folder.ts';
import type { FunctionProcess } from './start-process.ts';

/** What a limit did to the process. */
export type Killed = 'at the timeout' | 'over its memory' | 'over its storage' | undefined;

/** The limits of one invocation, while it runs. */
export interface LimitWatch {
  /** Looks a last time and watches no more. */
  stop(): void;
  killed(): Killed;
  maxMemoryMegabytes(): number | undefined;
}

const MEMORY_CHECK_MILLIS = 25;
/** A folder is measured by reading it, which takes longer. */
const STORAGE_CHECK_MILLIS = 500;
export const DEFAULT_STORAGE_MEGABYTES = 512;

/**
 * Ends the process at its timeout, and when it holds more memory or storage than it may. The most memory that it ever held
 * counts, where `/proc` tells it, so that a peak between two looks is found by the next.
 */
export const watchLimits = (
  child: FunctionProcess,
  scratch: ScratchFolder,
  declaration: FunctionDeclaration,
): LimitWatch => {
  const { memoryMegabytes, timeoutSeconds, storageMegabytes = DEFAULT_STORAGE_MEGABYTES } = declaration;
  let killed: Killed;
  let maxMemoryMegabytes: number | undefined;
  const kill = (why: Killed): void => {
    killed ??= why;
    child.kill();
  };
  const checkMemory = (): void => {
    maxMemoryMegabytes = child.reportedMegabytes() ?? residentMemory(child.pid ?? 0)?.most ?? maxMemoryMegabytes;
    if (maxMemoryMegabytes !== undefined && !(maxMemoryMegabytes <= memoryMegabytes)) kill('over its memory');
  };
  const checkStorage = (): void => {
    if (!(scratch.megabytes() <= storageMegabytes)) kill('over its storage');
  };

  const timeout = setTimeout(() => kill('at the timeout'), timeoutSeconds * 1_000);
  const memoryWatch = setInterval(checkMemory, MEMORY_CHECK_MILLIS);
  const storageWatch = setInterval(checkStorage, STORAGE_CHECK_MILLIS);
  return {
    stop() {
      clearTimeout(timeout);
      clearInterval(memoryWatch);
      clearInterval(storageWatch);
      checkMemory();
      checkStorage();
    },
    killed: () => killed,
    maxMemoryMegabytes: () => maxMemoryMegabytes,
  };
};
