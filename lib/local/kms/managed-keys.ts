import { hash } from 'node:crypto';
import { makeMaterialAtOnce } from './crypto/key-material.ts';
import type { Engine } from './engine.ts';
import { specificationOf } from './key-specs.ts';
import { managedKeyPolicy } from './policies.ts';
import { uuidOf } from './uuid-of.ts';

const DAY_MILLIS = 86_400_000;
const PERIOD_DAYS = 365;

/** Services that keep a key of their own in every account, which encrypts what no other key is named for. */
const services = ['dynamodb', 'lambda', 'secretsmanager', 'sns', 'sqs', 'ssm'];

/** Makes `alias/aws/<service>` where it is missing: usable through its service, by nobody directly. */
export const makeManagedKeys = ({ environment, database, store, aliases }: Engine): void => {
  const nowMillis = environment.now();
  database.write(() => {
    for (const service of services) {
      const id = uuidOf(hash('sha256', `${environment.region} aws/${service}`));
      if (store.find(id) !== undefined) continue;
      store.save({
        id,
        spec: 'SYMMETRIC_DEFAULT',
        usage: 'ENCRYPT_DECRYPT',
        manager: 'AWS',
        origin: 'api',
        description: `Default key that protects what ${service} keeps when no other key is defined`,
        enabled: true,
        policy: managedKeyPolicy(environment, service),
        tags: [],
        rotation: { periodDays: PERIOD_DAYS, atMillis: nowMillis + PERIOD_DAYS * DAY_MILLIS },
        deletion: undefined,
        createdAtMillis: nowMillis,
      });
      store.addMaterial(id, makeMaterialAtOnce(specificationOf('SYMMETRIC_DEFAULT').generation), nowMillis);
      aliases.set(`alias/aws/${service}`, id, nowMillis);
    }
  });
};
