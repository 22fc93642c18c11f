import { randomInt, randomUUID } from 'node:crypto';
import { AwsError } from '../aws-service.ts';
import { arnOf, type LocalEnvironment } from '../environment.ts';
import { addVersion } from './add-version.ts';
import { invalidRequest, markedForDeletion, secretNotFound } from './errors.ts';
import { generatePassword, type PasswordOptions } from './generate-password.ts';
import type { SecretState, SecretStates } from './secret-states.ts';
import type { Secret, SecretStore, SecretValue, Tag } from './secret-store.ts';
import { CURRENT } from './staging.ts';

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

/** The secrets that were declared in this run or made by the API, and how requests name them. */
export class Catalog {
  readonly #environment: LocalEnvironment;
  readonly #store: SecretStore;
  readonly #states: SecretStates;
  readonly #declared = new Set<string>();

  constructor(environment: LocalEnvironment, store: SecretStore, states: SecretStates) {
    this.#environment = environment;
    this.#store = store;
    this.#states = states;
  }

  /** In order of their names; those that are to be deleted, too. */
  get secrets(): readonly Secret[] {
    return this.#store.all().filter(({ arn }) => this.#isThere(arn));
  }

  /** Declares a secret. Its value is made once; as on AWS, another way to make it in the template makes another value. */
  declare(definition: SecretDefinition): { readonly arn: string } {
    const arn = this.arnOfSecret(`${definition.name}-${definition.arnSuffix}`);
    if (this.#declared.has(arn)) throw new Error(`Two secrets are named ${definition.name}`);
    const nowMillis = this.#environment.now();
    const { name, description, kmsKeyId, tags, value } = definition;
    const before = this.#store.find(arn);
    const namesake = this.#store.all().find((secret) => secret.name === name && secret.arn !== arn);
    if (namesake !== undefined) throw new Error(`The secret ${name} is there already, made by CreateSecret`);
    this.#store.save({
      arn,
      name,
      description,
      kmsKeyId,
      tags,
      createdAtMillis: nowMillis,
      changedAtMillis: nowMillis,
    });
    this.#declared.add(arn);
    if (before !== undefined && before.kmsKeyId !== kmsKeyId) this.encryptAnew(arn);
    if (value !== undefined && this.#store.declaresAnew(arn, JSON.stringify(value))) {
      addVersion(this.#store, arn, { id: randomUUID(), value: make(value), labels: [CURRENT] }, nowMillis);
    }
    return { arn };
  }

  /** @throws AwsError when there is one of that name, deleted or not */
  create(secret: Pick<Secret, 'name' | 'description' | 'kmsKeyId' | 'tags'>, nowMillis: number): Secret {
    const taken = this.#store.all().find(({ name }) => name === secret.name);
    if (taken !== undefined && this.#states.of(taken.arn).deletesAtMillis !== undefined) {
      throw invalidRequest(
        "You can't create this secret because a secret with this name is already scheduled for deletion.",
      );
    }
    if (taken !== undefined) {
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${secret.name} already exists.`,
      );
    }
    const arn = this.arnOfSecret(`${secret.name}-${randomSuffix()}`);
    const created = { ...secret, arn, createdAtMillis: nowMillis, changedAtMillis: nowMillis };
    this.#store.save(created);
    this.#states.set(arn, { madeByApi: true });
    return created;
  }

  /** The versions that bear a label of AWS's, under the key that the secret names now. */
  encryptAnew(arn: string): void {
    for (const id of new Set(this.#store.stages(arn).values())) {
      const value = this.#store.value(arn, id, 'recover');
      const version = this.#store.version(arn, id);
      if (value !== undefined && version !== undefined) this.#store.addVersion(arn, id, value, version.createdAtMillis);
    }
  }

  /**
   * @param id name, ARN, or ARN without the six characters at its end
   * @throws AwsError `ResourceNotFoundException`, `InvalidRequestException` for a secret that is to be deleted
   */
  find(id: string): Secret {
    const secret = this.findDeletedToo(id);
    if (this.stateOf(secret.arn).deletesAtMillis !== undefined) throw markedForDeletion();
    return secret;
  }

  /** @throws AwsError `ResourceNotFoundException` */
  findDeletedToo(id: string): Secret {
    const secret = this.seek(id);
    if (secret === undefined) throw secretNotFound();
    return secret;
  }

  seek(id: string): Secret | undefined {
    const exact = this.#store.find(id);
    if (exact !== undefined && this.#isThere(id)) return exact;
    return this.secrets.find(({ name, arn }) => name === id || arn.slice(0, -SUFFIX_LENGTH - 1) === id);
  }

  stateOf(arn: string): SecretState {
    return this.#states.of(arn);
  }

  arnOfSecret(nameWithSuffix: string): string {
    return arnOf(this.#environment, 'secretsmanager', `secret:${nameWithSuffix}`);
  }

  #isThere(arn: string): boolean {
    return this.#declared.has(arn) || this.#states.of(arn).madeByApi;
  }
}

const SUFFIX_LENGTH = 6;
const SUFFIX_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

const randomSuffix = (): string =>
  Array.from({ length: SUFFIX_LENGTH }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]).join('');

const make = (value: DeclaredValue): SecretValue => {
  if (value.kind === 'given') return { kind: 'string', text: value.text };
  const password = generatePassword(value.password);
  if (value.template === undefined) return { kind: 'string', text: password };
  const { json, key } = value.template;
  return { kind: 'string', text: JSON.stringify({ ...json, [key]: password }) };
};
