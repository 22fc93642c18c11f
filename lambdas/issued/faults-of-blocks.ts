import type { InputFault } from '../../lib/contract/index.ts';
import { parseCidr } from '../../lib/handler/index.ts';

/** Blocks that hold no address: a key bound to one would open nothing, and nobody would know why. */
export const faultsOfBlocks = (allowedCidrs: readonly string[]): readonly InputFault[] =>
  allowedCidrs.flatMap((cidr, index) =>
    parseCidr(cidr) === undefined
      ? [{ pointer: `/body/allowedCidrs/${index}`, detail: 'is no block of addresses in CIDR notation' }]
      : [],
  );
