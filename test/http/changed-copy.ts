import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesise } from '../../lib/local/dev/synthesise.ts';
import { copyRepository } from '../../scripts/copy-repository.ts';

/** A copy of this checkout with other sources, to see what follows from them. */
export interface ChangedCopy {
  readonly folder: string;
  /** Replaces a piece of a file, which must stand there. */
  replace(file: string, find: string, replacement: string): void;
  write(file: string, text: string): void;
  /** Synthesises the copy's bank. @returns the folder of the assembly */
  synthesise(): Promise<string>;
  remove(): void;
}

export function changedCopy(): ChangedCopy {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-copy-'));
  copyRepository(folder);
  const write = (file: string, text: string) => writeFileSync(join(folder, file), text);
  return {
    folder,
    write,
    replace(file, find, replacement) {
      const text = readFileSync(join(folder, file), 'utf8');
      if (!text.includes(find)) throw new Error(`${file} does not hold: ${find}`);
      write(
        file,
        text.replace(find, () => replacement),
      );
    },
    async synthesise() {
      const outFolder = join(folder, 'cdk.out');
      await synthesise({
        app: 'node bin/bank.ts',
        folder,
        outFolder,
        environment: { accountId: '123456789012', region: 'eu-central-1' },
        variables: { PORTCULLIS_VALIDATE: 'false' },
      });
      return outFolder;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
