import { ChildProcess } from 'node:child_process';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Socket } from 'node:net';
import os from 'node:os';
import { CHANNEL_DESCRIPTOR } from './messages.ts';

/** Everything that reaches another process by its id. SIGUSR1 would open the debugger of any Node.js program of its user. */
const ofProcesses = [
  [process, 'kill'],
  [process, '_kill'],
  [process, '_debugProcess'],
  [process, '_debugEnd'],
  [os, 'setPriority'],
] as const;

/** What an operation of a libuv handle answers when it is denied. */
const deny = (): number => -os.constants.errno.EACCES;

/**
 * Takes from this process what Node's permission model leaves to it: signals, and sockets that are files, behind which the
 * Docker daemon, an SSH agent or a database take whoever reaches them for the developer. To be called before any code of
 * the function runs. `channel` is a socket of the kind that is taken away; what is open stays so.
 */
export const confine = (channel: Socket): void => {
  for (const [holder, name] of ofProcesses) {
    take(holder, name, () => {
      throw denial(name);
    });
  }
  const handles = [
    [channel, ['bind', 'connect', 'listen']],
    [new ChildProcess(), ['kill', 'spawn']],
  ] as const;
  for (const [{ _handle: handle }, names] of handles.map(([owner, names]) => [Object(owner), names] as const)) {
    for (const name of names) take(Object.getPrototypeOf(handle), name, deny);
  }
  for (const name of ['ftruncate', 'ftruncateSync', 'truncate', 'truncateSync'] as const) keepInherited(name);
  syncBuiltinESMExports();
};

/** What a function has logged it cannot take back: its log is a file here, and open. */
const keepInherited = (name: 'ftruncate' | 'ftruncateSync' | 'truncate' | 'truncateSync'): void => {
  const original: (...values: never[]) => void = fs[name];
  take(fs, name, (...values: never[]) => {
    const [file] = values;
    if (Number(file) <= CHANNEL_DESCRIPTOR) throw denial(name);
    return original(...values);
  });
};

const denial = (name: string): Error =>
  Object.assign(new Error(`EPERM: the local runtime denies ${name} to functions`), { code: 'EPERM' });

const take = (holder: object, name: string, value: (...values: never[]) => unknown): void => {
  Object.defineProperty(holder, name, { value, writable: false, configurable: false });
};
