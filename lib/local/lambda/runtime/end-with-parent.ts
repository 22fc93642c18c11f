import { Worker } from 'node:worker_threads';

/** Asked before any handler can run: later, the parent may be another already. */
const parent = process.ppid;

/**
 * Ends this process when the one that started it has gone, even if a handler never yields: a thread of its own looks
 * twice a second whose child the process is.
 */
export const endWithParent = (): void => {
  process.on('disconnect', () => process.exit());
  const watch = `setInterval(() => { if (process.ppid !== ${parent}) process.kill(process.pid, 'SIGKILL'); }, 500);`;
  new Worker(watch, { eval: true, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 4 } }).unref();
};
