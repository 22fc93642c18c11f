import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { requiredVariable } from './required-variable.ts';

const vault = new SecretsManagerClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

/** A secret that was rotated is noticed within this time. */
export const secretLifeMillis = 5 * 60_000;

/** @throws Error when the secret which the variable names has no text. */
export async function loadSecret(variable: string): Promise<string> {
  const { SecretString: text } = await vault.send(new GetSecretValueCommand({ SecretId: requiredVariable(variable) }));
  if (text === undefined || text === '') throw new Error(`the secret of ${variable} has no text`);
  return text;
}
