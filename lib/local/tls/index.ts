export { certificatesIn, type LocalCertificates } from './certificates-in.ts';
export { tlsOptionsOf } from './security-policies.ts';
