import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resourceTypes } from '../../lib/local/resources/index.ts';
import { createServices } from '../../lib/local/runtime/create-services.ts';
import { toLocalServicesPage } from './to-local-services-page.ts';

/** The page, from the services as the runtime makes them, in a folder of their own that is gone afterwards. */
export async function readLocalServices(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-services-'));
  const created = createServices({
    environment: {
      accountId: '123456789012',
      region: 'eu-central-1',
      partition: 'aws',
      stateFolder: folder,
      masterKey: Buffer.alloc(32),
      now: Date.now,
    },
    awsUrl: 'https://localhost',
    caFile: join(folder, 'ca.pem'),
    logFolder: folder,
    assetFolder: (key) => {
      throw new Error(`there is no asset ${key}`);
    },
  });
  try {
    return toLocalServicesPage(created.apis, [...resourceTypes.values()]);
  } finally {
    await created.stop();
    await created.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
