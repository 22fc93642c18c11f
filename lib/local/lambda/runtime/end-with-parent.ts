import { Worker } from 'node:worker_threads';

/**
 * Ends this process when the one that started it has gone, even if a handler never yields: a thread of its own looks
 * twice a second whose child the process is.
 */
export const endWithParent = (): void => {
  process.on('disconnect', () => process.exit());
  const watch = `
    const { ppid, pid } = process;
    setInterval(() => { if (process.ppid !== ppid) process.kill(pid, 'SIGKILL'); }, 500);
  `;
  new Worker(watch, { eval: true, env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: 4 } }).unref();
};
