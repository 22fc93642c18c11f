import type { AwsRestService } from '../aws-service.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { OutboxService } from '../outbox/index.ts';
import type { Engine } from './engine.ts';
import { createIdentities } from './identities.ts';
import { getEmailIdentity, listEmailIdentities } from './operations/identity-operations.ts';
import { sendEmail } from './operations/send-email.ts';

/** Simple Email Service (API v2) on this machine: mails go to the outbox, and have no other way. */
export interface SesService {
  readonly api: AwsRestService;
  /** An address or domain that may send. */
  declareIdentity(identity: string): void;
  declareConfigurationSet(name: string): void;
}

export const createSes = (options: {
  readonly environment: LocalEnvironment;
  readonly outbox: Pick<OutboxService, 'post'>;
}): SesService => {
  const identities = createIdentities();
  const configurationSets = new Set<string>();
  const engine: Engine = { ...options, identities, configurationSets };
  return {
    api: {
      signingName: 'ses',
      operations: [sendEmail, getEmailIdentity, listEmailIdentities].map((operation) => operation(engine)),
    },
    declareIdentity: (identity) => identities.add(identity),
    declareConfigurationSet: (name) => {
      configurationSets.add(name);
    },
  };
};
