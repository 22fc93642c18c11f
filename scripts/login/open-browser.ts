import { createHash } from 'node:crypto';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { connect } from 'node:tls';
import { type Browser, chromium } from 'playwright-core';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** A Chromium of this machine: `PORTCULLIS_BROWSER`, or what stands in PATH. Undefined when there is none. */
export function findBrowser(): string | undefined {
  const named = process.env['PORTCULLIS_BROWSER'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const candidates = named ? [named] : folders.flatMap((folder) => names.map((name) => join(folder, name)));
  return candidates.find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Opens a browser that takes the certificate of one local server: its key is pinned, after it was verified against the
 * local authority. Every other certificate is judged as usual.
 */
export async function openBrowser(
  executablePath: string,
  server: { readonly url: string; readonly caFile: string },
): Promise<Browser> {
  const pin = await pinOf(server);
  const asRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath,
    // Chromium's sandbox does not work for root, which is who runs in most containers.
    args: [`--ignore-certificate-errors-spki-list=${pin}`, ...(asRoot ? ['--no-sandbox'] : [])],
  });
}

function pinOf({ url, caFile }: { readonly url: string; readonly caFile: string }): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), servername: hostname, ca: readFileSync(caFile) });
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: 'spki', format: 'der' });
      socket.destroy();
      if (key === undefined) reject(new Error(`${url} showed no certificate`));
      else resolve(createHash('sha256').update(key).digest('base64'));
    });
  });
}
