export { isLoopbackName } from './certificate-names.ts';
export { certificatesIn, type LocalCertificates } from './certificates-in.ts';
export { type ClientAuthority, clientAuthorityIn } from './client-authority-in.ts';
export type { ClientNames } from './client-names.ts';
export { type CredentialFiles, filesIn, readCredential, writeCredential } from './credential-files.ts';
export { issueClientAuthority, issueClientCertificate } from './issue-certificate.ts';
export { tlsOptionsOf } from './security-policies.ts';
export type { Credential } from './sign-certificate.ts';
export { issueTestClient, type TestClient, testClientsIn } from './test-clients.ts';
