import * as z from 'zod';
import { forwardedIpProperties } from '../engine/forwarded-ip.ts';
import { inspectedAddress } from '../engine/inspected-address.ts';
import { statementKind } from '../engine/statement.ts';
import { tellOfAddress } from '../engine/tell-of-address.ts';
import { truthOf } from '../engine/truth.ts';
import { fidelityOfOrigin } from '../references/address-book.ts';

/**
 * Matches the country of an address, and labels every request that it inspects with the country and the region, whether
 * it matches or not. The labels come at the end of the rule, so that only later rules see them.
 */
export const geoMatchStatement = statementKind({
  name: 'GeoMatchStatement',
  properties: z.strictObject({
    CountryCodes: z.array(z.string().regex(/^[A-Z]{2}$/, 'must be a code of ISO 3166')).min(1),
    ForwardedIPConfig: forwardedIpProperties.optional(),
  }),
  compile({ CountryCodes, ForwardedIPConfig }, context) {
    const { addressBook } = context;
    const headerName = ForwardedIPConfig?.HeaderName;
    const wanted = new Set(CountryCodes);
    const prefix = `awswaf:${ForwardedIPConfig === undefined ? 'clientip' : 'forwardedip'}:geo:`;
    return {
      evaluate: (inspection) => {
        const address = inspectedAddress(inspection, ForwardedIPConfig);
        if (typeof address === 'string') return tellOfAddress(inspection, context, { headerName, truth: address });
        const { country, region } = addressBook.originOf(address);
        inspection.labelsToCome.push(`${prefix}country:${country}`, `${prefix}region:${country}-${region}`);
        return tellOfAddress(inspection, context, { headerName, truth: truthOf(wanted.has(country)) });
      },
      capacity: 1,
      fidelity: fidelityOfOrigin(addressBook),
    };
  },
});
