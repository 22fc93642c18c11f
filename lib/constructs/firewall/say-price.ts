import * as cdk from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FirewallProps } from './firewall-props.ts';
import { type Priced, priceOf } from './price.ts';

/** Says at synthesis what a firewall costs, and which rules make it dear. */
export function sayPrice(firewall: Construct, capacity: Omit<Priced, 'paid'>, props: FirewallProps): void {
  const groups = (['antiDdos', 'botControl', 'anonymousAddresses'] as const).filter((group) => props[group] === true);
  const shield = props.shieldedDistributionArn === undefined ? [] : (['shield'] as const);
  cdk.Annotations.of(firewall).addInfoV2(
    'portcullis:firewallPrice',
    priceOf({ ...capacity, paid: [...groups, ...shield] }),
  );
}
