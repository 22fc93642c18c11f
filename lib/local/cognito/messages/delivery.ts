import type { JsonObject } from '../../json.ts';
import type { ContactAttribute } from '../user-pool.ts';
import { mask } from './mask.ts';

/** Where a message goes. */
export interface Contact {
  readonly attribute: ContactAttribute;
  readonly value: string;
}

export const mediumOf = (attribute: ContactAttribute): 'EMAIL' | 'SMS' => (attribute === 'email' ? 'EMAIL' : 'SMS');

/** `CodeDeliveryDetailsType` */
export const toDeliveryDetails = ({ attribute, value }: Contact): JsonObject => ({
  Destination: mask(attribute, value),
  DeliveryMedium: mediumOf(attribute),
  AttributeName: attribute,
});
