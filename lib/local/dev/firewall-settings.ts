import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { type AddressEntry, type FirewallSettings, type RateMode, rateModes } from '../firewall/index.ts';
import { parseFile } from '../parse-file.ts';

/** What `portcullis dev` may be told of the firewall. */
export const firewallOptions = {
  'waf-rates': { type: 'string', default: 'exact' },
  'waf-addresses': { type: 'string' },
} as const;

/** Its lines of the help. */
export const firewallOptionsUsage = `\
  --waf-rates <mode>  how rate-based rules count: exact (default), or aws-like, which looks every ten seconds
  --waf-addresses <f> a JSON file of what the firewall knows of addresses: [{ "range": "203.0.113.0/24", "country":
                      "US", "region": "OR", "asn": 64500, "knownTo": ["AWSManagedReconnaissanceList"] }]`;

/** @throws for a mode that there is none of, and for a file that holds no list; the firewall judges its entries */
export function readFirewallSettings(values: {
  readonly 'waf-rates': string;
  readonly 'waf-addresses'?: string | undefined;
}): FirewallSettings {
  const { 'waf-rates': rateMode, 'waf-addresses': file } = values;
  if (!isRateMode(rateMode)) throw new Error(`--waf-rates must be ${Object.keys(rateModes).join(' or ')}`);
  return file === undefined ? { rateMode } : { rateMode, addressBook: readAddressBook(file) };
}

const isRateMode = (text: string): text is RateMode => Object.hasOwn(rateModes, text);

function readAddressBook(file: string): readonly AddressEntry[] {
  const book = parseFile(file, readFileSync(file, 'utf8'), z.unknown());
  if (!Array.isArray(book)) throw new Error(`--waf-addresses: ${file} must hold a list of ranges of addresses`);
  return book;
}
