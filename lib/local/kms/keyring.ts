import type { LocalEnvironment } from '../environment.ts';
import type { Sqlite } from '../sqlite.ts';
import type { AliasStore } from './alias-store.ts';
import { makeMaterialAtOnce } from './crypto/key-material.ts';
import { disabled, invalidState, keyNotFound, notFound } from './errors.ts';
import { type Key, stateOf } from './key.ts';
import { specificationOf } from './key-specs.ts';
import type { KeyStore } from './key-store.ts';
import type { KeyPolicies } from './policies.ts';

const DAY_MILLIS = 86_400_000;

/** The keys that are there, by all the names that requests have for them. */
export class Keyring {
  readonly #environment: LocalEnvironment;
  readonly #iam: KeyPolicies;
  readonly #database: Sqlite;
  readonly #store: KeyStore;
  readonly #aliases: AliasStore;
  readonly #declaredKeys = new Set<string>();

  constructor(
    environment: LocalEnvironment,
    iam: KeyPolicies,
    parts: { readonly database: Sqlite; readonly store: KeyStore; readonly aliases: AliasStore },
  ) {
    this.#environment = environment;
    this.#iam = iam;
    this.#database = parts.database;
    this.#store = parts.store;
    this.#aliases = parts.aliases;
  }

  /** A key of the template is there from when the template has declared it. */
  include(keyId: string): void {
    this.#declaredKeys.add(keyId);
  }

  /** In order of their ids. */
  keys(): readonly Key[] {
    return this.#store.all().filter((key) => this.#isThere(key));
  }

  seekById(id: string): Key | undefined {
    const key = this.#store.find(id);
    return key !== undefined && this.#isThere(key) ? key : undefined;
  }

  /** By key id, key ARN, alias name or alias ARN. */
  seek(id: string): Key | undefined {
    const name = this.#localName(id);
    if (!name.startsWith('alias/')) return this.seekById(name);
    const alias = this.#aliases.find(name);
    return alias === undefined ? undefined : this.seekById(alias.keyId);
  }

  /** @throws AwsError `NotFoundException` */
  find(id: string): Key {
    const key = this.seek(id);
    if (key !== undefined) return key;
    const arn = this.arnFor(id);
    throw id.includes('alias/') ? notFound(`Alias ${arn} is not found.`) : keyNotFound(arn);
  }

  /** The same, for what an alias cannot stand for. */
  findKeyItself(id: string): Key {
    if (id.includes('alias/')) throw notFound(`Invalid keyId ${id}`);
    return this.find(id);
  }

  /** By key id, also one that the template declares no longer. @throws AwsError `NotFoundException` */
  findKept(id: string): Key {
    const key = this.#store.find(id);
    if (key === undefined) throw keyNotFound(this.arnFor(id));
    return key;
  }

  /** @throws AwsError `DisabledException`, `KMSInvalidStateException` */
  assertUsable(key: Key): void {
    const state = stateOf(key);
    if (state === 'PendingDeletion') throw invalidState(`${key.arn} is pending deletion.`);
    if (state === 'Disabled') throw disabled(key.arn);
  }

  /** Of a key or alias by any of its names, whether it is there or not. */
  arnFor(id: string): string {
    const { partition, region, accountId } = this.#environment;
    const name = this.#localName(id);
    const resource = name.startsWith('alias/') ? name : `key/${name}`;
    return id.startsWith('arn:') ? id : `arn:${partition}:kms:${region}:${accountId}:${resource}`;
  }

  aliasesOf(keyId: string): readonly string[] {
    return this.#aliases
      .all()
      .filter((alias) => alias.keyId === keyId)
      .map(({ name }) => name);
  }

  /** Does what has become due: deletes keys whose window is over, rotates keys whose period is. */
  settle(nowMillis: number): void {
    const due = this.#store
      .all()
      .filter(
        ({ deletion, rotation }) => isPast(deletion?.atMillis, nowMillis) || isPast(rotation?.atMillis, nowMillis),
      );
    if (due.length === 0) return;
    this.#database.write(() => {
      for (const key of due) {
        if (isPast(key.deletion?.atMillis, nowMillis)) this.#destroy(key);
        else if (key.deletion === undefined) this.#rotate(key, nowMillis);
      }
    });
  }

  #destroy({ id, arn }: Key): void {
    this.#store.destroy(id);
    this.#iam.removeResourcePolicy(arn);
  }

  #rotate(key: Key, nowMillis: number): void {
    if (key.rotation === undefined) return;
    const periodMillis = key.rotation.periodDays * DAY_MILLIS;
    const missed = Math.floor((nowMillis - key.rotation.atMillis) / periodMillis);
    const atMillis = key.rotation.atMillis + missed * periodMillis;
    this.#store.addMaterial(key.id, makeMaterialAtOnce(specificationOf(key.spec).generation), atMillis, 'AUTOMATIC');
    this.#store.save({ ...key, rotation: { ...key.rotation, atMillis: atMillis + periodMillis } });
  }

  #isThere({ id, origin }: Key): boolean {
    return origin === 'api' || this.#declaredKeys.has(id);
  }

  /** What stands at the end of an ARN of this account and region; another ARN stays as it is, and names nothing. */
  #localName(id: string): string {
    const { partition, region, accountId } = this.#environment;
    const prefix = `arn:${partition}:kms:${region}:${accountId}:`;
    return id.startsWith(prefix) ? id.slice(prefix.length).replace(/^key\/(?!alias\/)/, '') : id;
  }
}

const isPast = (dueMillis: number | undefined, nowMillis: number): boolean =>
  dueMillis !== undefined && !(dueMillis > nowMillis);
