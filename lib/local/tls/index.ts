export { certificatesIn, type LocalCertificates } from './certificates-in.ts';
export { isSecurityPolicy, tlsOptionsOf } from './security-policies.ts';
