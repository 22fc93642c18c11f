import type { CognitoService } from '../cognito/index.ts';
import type { LocalEnvironment } from '../environment.ts';
import type { FirewallService } from '../firewall/index.ts';
import type { LambdaService } from '../lambda/index.ts';
import type { AuthorizerCache } from './authorizers/authorizer-cache.ts';
import type { AuthorizerResult } from './authorizers/authorizer-result.ts';
import type { KeySets } from './authorizers/key-sets.ts';
import type { BodyValidators } from './body-validators.ts';
import type { QuotaStore } from './limits/quota-store.ts';
import type { TokenBuckets } from './limits/token-buckets.ts';
import type { UsagePlans } from './limits/usage-plans.ts';

/** What the steps work with. */
export interface GatewayParts {
  readonly environment: LocalEnvironment;
  readonly lambda: Pick<LambdaService, 'invoke' | 'mayInvoke'>;
  readonly cognito: Pick<CognitoService, 'keysOf'>;
  readonly firewall: Pick<FirewallService, 'webAclFor'>;
  readonly authorizerCache: AuthorizerCache<AuthorizerResult>;
  readonly keySets: KeySets;
  readonly usagePlans: UsagePlans;
  readonly buckets: TokenBuckets;
  readonly quotas: QuotaStore;
  readonly bodyValidators: BodyValidators;
}
