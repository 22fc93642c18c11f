import { readFileSync } from 'node:fs';

/** Memory that a process holds now, and the most it ever held, in MiB. */
export interface ResidentMemory {
  readonly now: number;
  readonly most: number;
}

/** From `/proc` (proc_pid_status(5)); undefined where there is none, and for a process that has ended. */
export const residentMemory = (pid: number): ResidentMemory | undefined => {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'latin1');
    const megabytes = (field: string): number =>
      Math.ceil(Number(new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) / 1024);
    const most = megabytes('VmHWM');
    return most > 0 ? { now: megabytes('VmRSS'), most } : undefined;
  } catch {
    return undefined;
  }
};
