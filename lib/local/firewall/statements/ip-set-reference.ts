import * as z from 'zod';
import { forwardedAddresses, positionedIpProperties } from '../engine/forwarded-ip.ts';
import { parseIpAddress } from '../engine/ip-address.ts';
import { FirewallRefusal, joinPath } from '../engine/refusal.ts';
import { statementKind } from '../engine/statement.ts';
import { truthOf } from '../engine/truth.ts';

export const ipSetReferenceStatement = statementKind({
  name: 'IPSetReferenceStatement',
  properties: z.strictObject({ Arn: z.string(), IPSetForwardedIPConfig: positionedIpProperties.optional() }),
  compile({ Arn, IPSetForwardedIPConfig: forwarded }, context) {
    const set = context.ipSet(Arn);
    if (set === undefined) throw new FirewallRefusal(joinPath(context.path, 'Arn'), `there is no IP set ${Arn}`);
    if (forwarded === undefined) {
      return {
        evaluate: ({ request }) => {
          const address = parseIpAddress(request.clientIp);
          return truthOf(address !== undefined && set(address));
        },
        capacity: 1,
        fidelity: 'exact',
      };
    }
    const { HeaderName, Position, FallbackBehavior } = forwarded;
    return {
      evaluate: (inspection) => {
        const addresses = forwardedAddresses(inspection, HeaderName, Position);
        if (addresses === 'absent') return 'not-applicable';
        return truthOf(addresses === 'malformed' ? FallbackBehavior === 'MATCH' : addresses.some(set));
      },
      capacity: Position === 'ANY' ? 5 : 1,
      fidelity: 'exact',
    };
  },
});
