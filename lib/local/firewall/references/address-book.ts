import * as z from 'zod';
import type { Fidelity } from '../engine/fidelity.ts';
import { type IpAddress, networkOf } from '../engine/ip-address.ts';
import { joinPath, parsePart } from '../engine/refusal.ts';
import { managedGroups } from '../managed/managed-groups.ts';
import { parseRange } from './ip-set.ts';

/** Where an address is from. AWS looks it up in databases of its own; here, whoever runs the firewall says so. */
export interface Origin {
  /** ISO 3166-1 alpha-2, `XX` where nobody knows. */
  readonly country: string;
  /** The part of ISO 3166-2 behind the hyphen, `XX` where nobody knows. */
  readonly region: string;
  /** Autonomous system, 0 where nobody knows. */
  readonly asn: number;
  /** Rules of managed groups that would match the address, by what AWS alone knows. */
  readonly knownTo: readonly string[];
}

/** The rules that nobody but AWS can enforce: on what they know of addresses, the book stands in. */
const rulesOfAwsAlone = new Set(
  [...managedGroups.values()]
    .flatMap(({ rules }) => rules)
    .filter(({ enforcement }) => enforcement === 'not-enforced')
    .map(({ name }) => name),
);

const entry = z.strictObject({
  range: z.string(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .default('XX'),
  region: z
    .string()
    .regex(/^[0-9A-Z]{1,3}$/)
    .default('XX'),
  asn: z.int().min(0).max(4_294_967_295).default(0),
  knownTo: z
    .array(z.string().refine((name) => rulesOfAwsAlone.has(name), 'must be a managed rule that only AWS can enforce'))
    .readonly()
    .default([]),
});

/**
 * One range of addresses and what is known of it: `{ range: '203.0.113.0/24', country: 'US', region: 'OR' }`, or
 * `{ range: '203.0.113.9/32', knownTo: ['AWSManagedReconnaissanceList'] }`.
 */
export type AddressEntry = z.input<typeof entry>;

export interface AddressBook {
  readonly originOf: (address: IpAddress) => Origin;
  /** Whether nobody has said anything, so that every address is from nowhere. */
  readonly isEmpty: boolean;
  /** Whether some address is known to the managed rule. */
  readonly tellsOf: (managedRule: string) => boolean;
}

/** How near to AWS what asks where addresses are from comes. */
export const fidelityOfOrigin = ({ isEmpty }: AddressBook): Fidelity => (isEmpty ? 'not-enforced' : 'approximated');

const nowhere: Origin = { country: 'XX', region: 'XX', asn: 0, knownTo: [] };

/** @throws FirewallRefusal for an entry that is none; the first range that holds an address tells */
export function createAddressBook(entries: readonly AddressEntry[]): AddressBook {
  const ranges = entries.map((written, index) => {
    const place = joinPath('addressBook', index);
    const { range, ...origin } = parsePart(entry, written, place);
    const bits = range.includes(':') ? 128 : 32;
    const { address, prefix } = parseRange(range, bits, joinPath(place, 'range'));
    return { bits, prefix, network: networkOf(address, prefix), origin };
  });
  return {
    originOf: (address) =>
      ranges.find(({ bits, prefix, network }) => bits === address.bits && networkOf(address, prefix) === network)
        ?.origin ?? nowhere,
    isEmpty: ranges.length === 0,
    tellsOf: (managedRule) => ranges.some(({ origin }) => origin.knownTo.includes(managedRule)),
  };
}
