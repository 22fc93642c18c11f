import { AwsError } from '../aws-service.ts';
import { addressIn } from './mail-address.ts';

/** Addresses and domains that the template declares: nobody else may send. */
export interface Identities {
  add(identity: string): void;
  readonly all: readonly string[];
  has(identity: string): boolean;
  /** The identity in whose name an address sends: itself, or its domain or one above that. */
  behind(address: string): string | undefined;
}

export function createIdentities(): Identities {
  const known = new Set<string>();
  return {
    add(identity) {
      if (known.has(identity.toLowerCase())) throw new Error(`Two mail identities are named ${identity}`);
      known.add(identity.toLowerCase());
    },
    get all() {
      return [...known].sort();
    },
    has: (identity) => known.has(identity.toLowerCase()),
    behind(address) {
      const whole = addressIn(address).toLowerCase();
      const labels = whole.slice(whole.lastIndexOf('@') + 1).split('.');
      const domains = labels.map((_, index) => labels.slice(index).join('.'));
      return [whole, ...domains].find((identity) => known.has(identity));
    },
  };
}

/** As in AWS's sandbox, whose words these are. */
export const notVerified = (region: string, address: string): AwsError =>
  new AwsError(
    'MessageRejected',
    'Email address is not verified. The following identities failed the check in region ' +
      `${region.toUpperCase()}: ${address}`,
  );
