import { environment } from '../../lib/contract/index.ts';
import { cached, fetchKeySet, toScannerKeys } from '../../lib/handler/index.ts';

const published = 'https://api.github.com/meta/public_keys/secret_scanning';

/** A key that the scanner has withdrawn is not trusted for longer. */
const lifeMillis = 60 * 60_000;

/** Keys of the scanner: of GitHub, or of another one that speaks as GitHub does. */
export const scannerKeys = /* @__PURE__ */ cached(
  async () => toScannerKeys(await fetchKeySet(new URL(process.env[environment.scannerKeysUrl] ?? published))),
  lifeMillis,
);
