import * as z from 'zod';
import { forwardedIpProperties } from '../engine/forwarded-ip.ts';
import { inspectedAddress } from '../engine/inspected-address.ts';
import { statementKind } from '../engine/statement.ts';
import { tellOfAddress } from '../engine/tell-of-address.ts';
import { truthOf } from '../engine/truth.ts';
import { beyond, quotas } from '../quotas.ts';
import { fidelityOfOrigin } from '../references/address-book.ts';

/** Matches the autonomous system of an address; an address of which nobody knows it is of system 0. */
export const asnMatchStatement = statementKind({
  name: 'AsnMatchStatement',
  properties: z.strictObject({
    AsnList: z
      .array(z.int().min(0).max(4_294_967_295))
      .min(1)
      .max(quotas.systemsOfStatement.most, beyond('systemsOfStatement')),
    ForwardedIPConfig: forwardedIpProperties.optional(),
  }),
  compile({ AsnList, ForwardedIPConfig }, context) {
    const { addressBook } = context;
    const headerName = ForwardedIPConfig?.HeaderName;
    const wanted = new Set(AsnList);
    return {
      evaluate: (inspection) => {
        const address = inspectedAddress(inspection, ForwardedIPConfig);
        const truth = typeof address === 'string' ? address : truthOf(wanted.has(addressBook.originOf(address).asn));
        return tellOfAddress(inspection, context, { headerName, truth });
      },
      capacity: 1,
      fidelity: fidelityOfOrigin(addressBook),
    };
  },
});
