import { randomUUID } from 'node:crypto';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import { secretNotFound } from './errors.ts';
import { generatePassword, type PasswordOptions } from './generate-password.ts';
import type { Secret, SecretStore, SecretValue, Tag } from './secret-store.ts';
import { CURRENT, stage } from './staging.ts';

/** A secret as a template declares it. */
export interface SecretDefinition {
  readonly name: string;
  /** Six characters that end the ARN. Must stay the same over restarts. */
  readonly arnSuffix: string;
  readonly description?: string | undefined;
  readonly kmsKeyId?: string | undefined;
  readonly tags: readonly Tag[];
  /** Undefined for a secret that somebody puts a value into later. */
  readonly value: DeclaredValue | undefined;
}

export type DeclaredValue =
  | { readonly kind: 'given'; readonly text: string }
  | {
      readonly kind: 'generated';
      readonly password: PasswordOptions;
      /** A JSON object that gets the password as a further member. */
      readonly template?: { readonly json: Readonly<Record<string, unknown>>; readonly key: string };
    };

/** The secrets that were declared in this run, and how requests name them. */
export class Catalog {
  readonly #environment: LocalEnvironment;
  readonly #store: SecretStore;
  readonly #arns = new Set<string>();

  constructor(environment: LocalEnvironment, store: SecretStore) {
    this.#environment = environment;
    this.#store = store;
  }

  get secrets(): readonly Secret[] {
    return [...this.#arns].map((arn) => this.#stored(arn));
  }

  /** Declares a secret. Its value is made once; as on AWS, another way to make it in the template makes another value. */
  declare(definition: SecretDefinition): { readonly arn: string } {
    const arn = this.arnOfSecret(`${definition.name}-${definition.arnSuffix}`);
    if (this.#arns.has(arn)) throw new Error(`Two secrets are named ${definition.name}`);
    const nowMillis = this.#environment.now();
    const { name, description, kmsKeyId, tags, value } = definition;
    this.#store.save({
      arn,
      name,
      description,
      kmsKeyId,
      tags,
      createdAtMillis: nowMillis,
      changedAtMillis: nowMillis,
    });
    if (value !== undefined && this.#store.declaresAnew(arn, JSON.stringify(value))) {
      const versionId = randomUUID();
      this.#store.addVersion(arn, versionId, make(value), nowMillis);
      stage(this.#store, arn, versionId, [CURRENT]);
    }
    this.#arns.add(arn);
    return { arn };
  }

  /**
   * @param id name, ARN, or ARN without the six characters at its end
   * @throws AwsError `ResourceNotFoundException`
   */
  find(id: string): Secret {
    const secret = this.seek(id);
    if (secret === undefined) throw secretNotFound();
    return secret;
  }

  seek(id: string): Secret | undefined {
    if (this.#arns.has(id)) return this.#stored(id);
    return this.secrets.find(({ name }) => name === id || this.arnOfSecret(name) === id);
  }

  arnOfSecret(nameWithSuffix: string): string {
    return arnOf(this.#environment, 'secretsmanager', `secret:${nameWithSuffix}`);
  }

  #stored(arn: string): Secret {
    const secret = this.#store.find(arn);
    if (secret === undefined) throw secretNotFound();
    return secret;
  }
}

const make = (value: DeclaredValue): SecretValue => {
  if (value.kind === 'given') return { kind: 'string', text: value.text };
  const password = generatePassword(value.password);
  if (value.template === undefined) return { kind: 'string', text: password };
  const { json, key } = value.template;
  return { kind: 'string', text: JSON.stringify({ ...json, [key]: password }) };
};
