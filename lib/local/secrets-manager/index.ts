export type { DeclaredValue, SecretDefinition } from './catalog.ts';
export {
  createSecretsManager,
  type SecretsManagerOptions,
  type SecretsManagerService,
} from './create-secrets-manager.ts';
export { generatePassword, type PasswordOptions } from './generate-password.ts';
