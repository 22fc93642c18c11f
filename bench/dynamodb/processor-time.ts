import { readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second, on every machine. */
const TICK_MICROS = 10_000;

/** Fields of `/proc/…/stat` after the name of the process (proc(5)): time in its own code, and in the kernel for it. */
const [OWN, KERNEL] = [11, 12];

/** Microseconds that all threads of a process have worked so far; undefined where that cannot be told. */
export const processorMicros = (pid: number | undefined): number | undefined => {
  if (pid === undefined || process.platform !== 'linux') return undefined;
  const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
  const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ');
  return (Number(fields[OWN]) + Number(fields[KERNEL])) * TICK_MICROS;
};
