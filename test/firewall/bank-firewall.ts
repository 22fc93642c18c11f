import type { Template } from 'aws-cdk-lib/assertions';
import { bankApi } from '../../lambdas/api.ts';
import { bankGuards, unsearchedBodies } from '../../lib/bank/guards.ts';
import { Firewall, type FirewallCapacity, type FirewallProps } from '../../lib/constructs/index.ts';
import type { InspectedRequest } from '../../lib/local/firewall/index.ts';
import { synthesise } from '../constructs/support/synthesise.ts';
import { harmless } from './firewall-of.ts';

/** The bank's firewall, or one that differs in some properties. */
export function bankFirewall(props: Partial<FirewallProps> = {}): {
  readonly template: Template;
  readonly capacity: FirewallCapacity;
} {
  const made: Firewall[] = [];
  const template = synthesise((stack) => {
    made.push(
      new Firewall(stack, 'Firewall', {
        api: bankApi,
        ...(props.api === undefined && { guards: bankGuards, unsearchedBodies }),
        ...props,
      }),
    );
  });
  const [firewall] = made;
  if (firewall === undefined) throw new Error('no firewall was made');
  return { template, capacity: firewall.capacity };
}

/** A value as one query argument of a declared route, of a name that no contract gives a shape. */
export const asQuery = (value: string): Partial<InspectedRequest> => ({
  queryString: `q=${encodeURIComponent(value)}`,
});

/** A value as one string of a JSON body. */
export const asBody = (body: unknown, more: Partial<InspectedRequest> = {}): Partial<InspectedRequest> => ({
  method: 'POST',
  uriPath: '/transfers',
  headers: [...harmless.headers, ['Content-Type', 'application/json']],
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  ...more,
});

/** A value as a header that is logged. */
export const asHeader = (name: string, value: string): Partial<InspectedRequest> => ({
  headers: [...harmless.headers.filter(([known]) => known.toLowerCase() !== name.toLowerCase()), [name, value]],
});
