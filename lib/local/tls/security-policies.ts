import type { TlsOptions } from 'node:tls';

const modern = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384'];
const modernAndChaCha = [...modern, 'TLS_CHACHA20_POLY1305_SHA256'];
const forwardSecret = [
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
];
/** With block chaining, and without forward secrecy: what the older policies still take. */
const legacy = [
  'ECDHE-ECDSA-AES128-SHA256',
  'ECDHE-RSA-AES128-SHA256',
  'ECDHE-ECDSA-AES256-SHA384',
  'ECDHE-RSA-AES256-SHA384',
  'AES128-GCM-SHA256',
  'AES128-SHA256',
  'AES256-GCM-SHA384',
  'AES256-SHA256',
];

const classicalGroups = 'X25519:P-256:P-384';
const hybridGroups = `X25519MLKEM768:SecP256r1MLKEM768:${classicalGroups}`;
const fipsHybridGroups = 'SecP256r1MLKEM768:P-256:P-384';

interface Row {
  readonly minVersion: 'TLSv1.2' | 'TLSv1.3';
  readonly ciphers: readonly string[];
  readonly groups: string;
}

const before13 = (ciphers: readonly string[], groups: string): Row => ({ minVersion: 'TLSv1.2', ciphers, groups });
const only13 = (ciphers: readonly string[], groups: string): Row => ({ minVersion: 'TLSv1.3', ciphers, groups });

/**
 * The security policies of Regional REST APIs and domains that this machine serves. The cipher suites are AWS's; the
 * groups of the post-quantum policies are the hybrids that OpenSSL has. Two are missing: `TLS_1_0`, AWS's default for a
 * Regional API, which would take TLS 1.0 and 1.1, and every edge policy, since nothing here stands at the edge.
 *
 * API Gateway Developer Guide, "Supported security policies".
 */
const policies: ReadonlyMap<string, Row> = new Map([
  ['SecurityPolicy_TLS13_1_3_2025_09', only13(modernAndChaCha, classicalGroups)],
  ['SecurityPolicy_TLS13_1_3_FIPS_2025_09', only13(modern, 'P-256:P-384')],
  ['SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09', before13([...modern, ...forwardSecret], fipsHybridGroups)],
  ['SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09', before13([...modernAndChaCha, ...forwardSecret], hybridGroups)],
  ['SecurityPolicy_TLS13_1_2_PQ_2025_09', before13([...modernAndChaCha, ...forwardSecret, ...legacy], hybridGroups)],
  ['SecurityPolicy_TLS13_1_2_2021_06', before13([...modernAndChaCha, ...forwardSecret, ...legacy], classicalGroups)],
  ['TLS_1_2', before13([...modernAndChaCha, ...forwardSecret, ...legacy], classicalGroups)],
]);

/**
 * What a Node TLS server must be given to keep an API Gateway security policy, beside its certificate.
 *
 * @throws Error for a policy that is unknown, takes less than TLS 1.2, or is of the edge
 */
export const tlsOptionsOf = (
  securityPolicy: string,
): Required<Pick<TlsOptions, 'minVersion' | 'maxVersion' | 'ciphers' | 'ecdhCurve' | 'honorCipherOrder'>> => {
  const policy = policies.get(securityPolicy);
  if (policy === undefined) {
    throw new Error(
      `The local runtime does not serve the security policy ${securityPolicy}; it serves ${[...policies.keys()].join(', ')}`,
    );
  }
  return {
    minVersion: policy.minVersion,
    maxVersion: 'TLSv1.3',
    ciphers: policy.ciphers.join(':'),
    ecdhCurve: policy.groups,
    honorCipherOrder: true,
  };
};
