import { makeMaterialAtOnce } from './crypto/key-material.ts';
import type { Engine } from './engine.ts';
import { unsupported } from './errors.ts';
import { specificationOf } from './key-specs.ts';
import type { KeyDefinition } from './kms-service.ts';
import { assertOwnAlias } from './operations/create-alias.ts';
import { assertFit } from './operations/create-key.ts';
import { declarePolicy, defaultPolicy } from './policies.ts';

const DAY_MILLIS = 86_400_000;

/**
 * Makes a key of the template, or takes the one that was made before. What was changed by the API since stays until
 * the template says something else, as CloudFormation leaves it.
 */
export const declareKey = (engine: Engine, definition: KeyDefinition): { readonly arn: string } => {
  const { environment, iam, database, store, keyring } = engine;
  const { id, spec, usage, enabled, description, tags, rotationPeriodDays: periodDays } = definition;
  assertFit(spec, usage);
  if (periodDays !== undefined && spec !== 'SYMMETRIC_DEFAULT') {
    throw unsupported(`Only symmetric encryption keys rotate, not those of key spec ${spec}`);
  }
  const nowMillis = environment.now();
  return database.write(() => {
    const before = store.find(id);
    if (before !== undefined && (before.spec !== spec || before.usage !== usage)) {
      // CloudFormation makes another key, with another id: what the old one encrypted is of no use to it.
      throw new Error(
        'KeySpec and KeyUsage of a key do not change: give the key another logical id, or start with --fresh',
      );
    }
    const isChanged = before === undefined || store.declaresAnew(id, JSON.stringify(definition));
    if (isChanged) {
      const sameRotation = before?.rotation?.periodDays === periodDays ? before?.rotation : undefined;
      store.save({
        id,
        spec,
        usage,
        manager: 'CUSTOMER',
        origin: 'template',
        description,
        enabled,
        policy: definition.policy ?? defaultPolicy(environment),
        tags,
        rotation:
          periodDays === undefined
            ? undefined
            : (sameRotation ?? { periodDays, atMillis: nowMillis + periodDays * DAY_MILLIS }),
        deletion: before?.deletion,
        createdAtMillis: before?.createdAtMillis ?? nowMillis,
      });
    }
    if (before === undefined) {
      store.addMaterial(id, makeMaterialAtOnce(specificationOf(spec).generation), nowMillis);
      store.declaresAnew(id, JSON.stringify(definition));
    }
    keyring.include(id);
    const key = keyring.findKeyItself(id);
    declarePolicy(environment, iam, id, key.policy);
    return { arn: key.arn };
  });
};

/** Names a key, or gives its name to another one, as the template says. */
export const declareAlias = (
  { environment, keyring, aliases }: Engine,
  { name, keyId }: { readonly name: string; readonly keyId: string },
): void => {
  assertOwnAlias(name);
  const key = keyring.findKeyItself(keyId);
  if (aliases.find(name)?.keyId !== key.id) aliases.set(name, key.id, environment.now());
};
