import { readFileSync } from 'node:fs';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

/** Lets every TLS client of this process, `fetch` included, trust a certificate authority beside the usual ones. */
export const trust = (caFile: string): void =>
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(caFile, 'utf8')]);
