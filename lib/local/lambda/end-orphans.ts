import { type ChildProcess, spawn } from 'node:child_process';

/**
 * Reads process ids until its input ends, which it does when this process has gone, however it went. Then kills those
 * that still run the given file: an id may have passed to a stranger.
 */
const script = `
  while read -r pid; do pids="$pids $pid"; done
  for pid in $pids; do
    { tr '\\0' ' ' <"/proc/$pid/cmdline" || ps -o args= -p "$pid"; } 2>/dev/null | grep -qF "$1" && kill -9 "$pid"
  done
`;

/**
 * Answers a function that notes a process to be killed when this one ends, even by SIGKILL, and even if the process never
 * yields to notice it. A shell keeps the list, in a session of its own, so that Ctrl-C does not reach it. Where there is
 * no `/bin/sh`, a process ends when it next yields.
 */
export const endOrphans = (file: string): ((pid: number) => void) => {
  let shell: ChildProcess | undefined;
  const start = (): ChildProcess => {
    const started = spawn('/bin/sh', ['-c', script, 'sh', file], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    started.on('error', () => {});
    started.stdin?.on('error', () => {});
    started.unref();
    return started;
  };
  return (pid) => {
    shell ??= start();
    shell.stdin?.write(`${pid}\n`);
  };
};
