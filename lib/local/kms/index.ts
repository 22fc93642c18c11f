export { createKms, type KmsOptions } from './create-kms.ts';
export type { EncryptionContext } from './encryption-context.ts';
export type { Tag as KeyTag } from './key.ts';
export { type KeySpec, type KeyUsage, keySpecNames } from './key-specs.ts';
export type { KeyDefinition, KmsService, ServiceUse } from './kms-service.ts';
export { uuidOf } from './uuid-of.ts';
