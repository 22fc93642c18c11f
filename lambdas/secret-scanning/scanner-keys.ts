import { environment } from '../../lib/contract/index.ts';
import { fetchKeySet, scannerKeyRing } from '../../lib/handler/index.ts';

const published = 'https://api.github.com/meta/public_keys/secret_scanning';

/** Keys of the scanner: of GitHub, or of another one that speaks as GitHub does. */
export const scannerKeys = /* @__PURE__ */ scannerKeyRing(() =>
  fetchKeySet(new URL(process.env[environment.scannerKeysUrl] ?? published)),
);
