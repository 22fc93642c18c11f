const LOOK_MILLIS = 500;

/**
 * Calls back when the shell that npm started this process in is gone. npm hands a signal to that shell, and the shell dies
 * of it without a word to its child, which would go on and keep the ports.
 */
export function whenNpmEnds(callback: () => void): void {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const shell = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === shell) return;
    clearInterval(timer);
    callback();
  }, LOOK_MILLIS);
  timer.unref();
}
