export type { DeclaredValue, SecretDefinition } from './catalog.ts';
export {
  createSecretsManager,
  type SecretsManagerOptions,
  type SecretsManagerService,
} from './create-secrets-manager.ts';
export { generatePassword, type PasswordOptions } from './generate-password.ts';
export type { RotationDefinition } from './rotation/declare-rotation.ts';
export { assertRotationRules, rotationRules } from './rotation/rotation-rules.ts';
export type { RotationFunctions } from './rotation/run-step.ts';
