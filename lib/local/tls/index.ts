export { type LocalCertificates, loadCertificates } from './load-certificates.ts';
export { isSecurityPolicy, tlsOptionsOf } from './security-policies.ts';
