import * as z from 'zod';
import { forwardedAddresses, positionedIpProperties, truthWithout } from '../engine/forwarded-ip.ts';
import type { Inspection } from '../engine/inspection.ts';
import { parseIpAddress } from '../engine/ip-address.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import { statementKind } from '../engine/statement.ts';
import { tellOfAddress } from '../engine/tell-of-address.ts';
import { type Truth, truthOf } from '../engine/truth.ts';

export const ipSetReferenceStatement = statementKind({
  name: 'IPSetReferenceStatement',
  properties: z.strictObject({ Arn: z.string(), IPSetForwardedIPConfig: positionedIpProperties.optional() }),
  compile({ Arn, IPSetForwardedIPConfig: forwarded }, context) {
    const set = context.ipSet(Arn);
    if (set === undefined) throw new FirewallRefusal(joinPath(context.path, 'Arn'), `there is no IP set ${Arn}`);
    if (forwarded === undefined) {
      return {
        evaluate: (inspection) => {
          const address = parseIpAddress(inspection.request.clientIp);
          const truth = truthOf(address !== undefined && set(address));
          return tellOfAddress(inspection, context, { headerName: undefined, truth });
        },
        capacity: 1,
        fidelity: 'exact',
      };
    }
    const { HeaderName, Position } = forwarded;
    const truthIn = (inspection: Inspection): Truth => {
      const addresses = forwardedAddresses(inspection, HeaderName, Position);
      return typeof addresses === 'string' ? truthWithout(addresses, forwarded) : truthOf(addresses.some(set));
    };
    return {
      evaluate: (inspection) =>
        tellOfAddress(inspection, context, { headerName: HeaderName, truth: truthIn(inspection) }),
      capacity: Position === 'ANY' ? 5 : 1,
      fidelity: 'exact',
    };
  },
});
