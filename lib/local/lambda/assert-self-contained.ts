import { readdirSync, realpathSync } from 'node:fs';
import { join, sep } from 'node:path';

/**
 * Node's permission model follows a link wherever it leads, so one in a bundle would open any file of this machine to the
 * function. AWS gets a zip file, from which no link leads out.
 *
 * @throws Error that names a link which leads out of the folder, or nowhere
 */
export const assertSelfContained = (folder: string): void => {
  const root = realpathSync(folder);
  const links = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
  for (const { parentPath, name } of links) {
    const path = join(parentPath, name);
    if (!(targetOf(path) ?? '').startsWith(root + sep)) throw new Error(`${path} is a link that leads out of the code`);
  }
};

const targetOf = (path: string): string | undefined => {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
};
