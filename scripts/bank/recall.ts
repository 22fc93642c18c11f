import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import {
  type DemoFile,
  type DemoUser,
  type DemoUserName,
  demoFileIn,
  demoPartner,
  demoUser,
  demoVersion,
  parsed,
} from './demo-file.ts';

/** What an earlier start of the bank wrote down and nobody can tell again: the services keep only hashes of it. */
export interface Recalled {
  readonly file: string;
  readonly users: Readonly<Partial<Record<DemoUserName, DemoUser>>>;
  readonly partner?: DemoFile['partner'];
  /** Why the bank may lack something, as the rest of a sentence about the file; none for a file of this version. */
  readonly fault?: string;
}

/** A member that is not as it should be is forgotten, and the others are not. */
const user = demoUser.optional().catch(undefined);
const anyVersion = z.object({
  version: z.int().default(1).catch(1),
  users: z.object({ alice: user, bob: user, olivia: user }).catch({}),
  partner: demoPartner.optional().catch(undefined),
});

/** What the `demo.json` of a state folder holds, whatever version of the bank wrote it. */
export function recall(stateFolder: string): Recalled {
  const file = demoFileIn(stateFolder);
  if (!existsSync(file)) return { file, users: {}, fault: 'is missing' };
  const { success, data } = anyVersion.safeParse(parsed(readFileSync(file, 'utf8')));
  if (!success) return { file, users: {}, fault: 'is broken' };
  const { version, users, partner } = data;
  return {
    file,
    users: Object.fromEntries(Object.entries(users).filter(([, known]) => known !== undefined)),
    ...(partner !== undefined && { partner }),
    ...(version !== demoVersion && { fault: `is of version ${version} of the bank, which is now at ${demoVersion}` }),
  };
}
