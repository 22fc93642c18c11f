import { subscribe } from 'node:diagnostics_channel';

/**
 * Says once, when the function is denied a file below `/tmp`, where its own folder is: the denial itself names the path
 * only, and a handler may swallow it.
 */
export const hintAtTmp = (folder: string): void => {
  let isSaid = false;
  subscribe('node:permission-model:fs', (message) => {
    const { resource } = Object(message);
    if (isSaid || !/^(\/private)?\/tmp(\/|$)/.test(String(resource))) return;
    isSaid = true;
    console.error(
      `The local runtime denies ${resource}: /tmp is shared by all programs of this machine. ` +
        `Use os.tmpdir(), which is /tmp in Lambda and ${folder} here.`,
    );
  });
};
