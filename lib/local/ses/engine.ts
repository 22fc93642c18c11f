import type { LocalEnvironment } from '../environment.ts';
import type { OutboxService } from '../outbox/index.ts';
import type { Identities } from './identities.ts';

/** What every operation works with. */
export interface Engine {
  readonly environment: LocalEnvironment;
  readonly outbox: Pick<OutboxService, 'post'>;
  readonly identities: Identities;
  readonly configurationSets: Set<string>;
}
