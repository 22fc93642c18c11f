import { type IpAddress, parseIpAddress } from '../firewall/engine/ip-address.ts';
import type { AddressBook } from '../firewall/references/address-book.ts';
import type { WafRecord } from './waf-record.ts';

/** What the record that is replayed knows beside its request: the time, and where AWS said that the client is from. */
export interface RecordClock {
  readonly now: () => number;
  readonly addressBook: AddressBook;
  readonly turnTo: (record: WafRecord) => void;
}

export function createRecordClock(): RecordClock {
  let record: WafRecord | undefined;
  const isClient = (address: IpAddress) => parseIpAddress(record?.httpRequest.clientIp ?? '')?.value === address.value;
  return {
    now: () => record?.timestamp ?? 0,
    turnTo: (next) => {
      record = next;
    },
    addressBook: {
      // AWS writes a hyphen where it does not know, and nothing of regions, or of addresses in headers.
      originOf(address) {
        const country = record?.httpRequest.country ?? '-';
        if (!isClient(address)) return { country: 'XX', region: 'XX', asn: 0, knownTo: [] };
        return { country: country === '-' ? 'XX' : country, region: 'XX', asn: record?.clientAsn ?? 0, knownTo: [] };
      },
      isEmpty: false,
      tellsOf: () => false,
    },
  };
}
