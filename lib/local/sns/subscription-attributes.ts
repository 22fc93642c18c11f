import * as z from 'zod';
import { invalidParameter } from './errors.ts';
import { filterOf } from './filter-policy.ts';
import type { Attributes, Protocol } from './topic-store.ts';

const boolean = (text: string) => text === 'true' || text === 'false';
const redrivePolicy = z.strictObject({ deadLetterTargetArn: z.string().min(1) });

/** "SetSubscriptionAttributes" in the API reference; each with what it may be. */
const settable: ReadonlyMap<string, (text: string, protocol: Protocol) => boolean> = new Map<
  string,
  (text: string, protocol: Protocol) => boolean
>([
  ['FilterPolicy', () => true],
  ['FilterPolicyScope', (text) => text === 'MessageAttributes' || text === 'MessageBody'],
  ['RawMessageDelivery', (text, protocol) => boolean(text) && (text === 'false' || protocol === 'sqs')],
  ['RedrivePolicy', (text) => text === '' || deadLetterArnIn(text) !== undefined],
]);

/** @throws AwsError `InvalidParameter` */
export const changedSubscription = (before: Attributes, given: Attributes, protocol: Protocol): Attributes => {
  for (const [name, value] of Object.entries(given)) {
    const isValid = settable.get(name);
    if (isValid === undefined) throw invalidParameter(`AttributeName: the local runtime does not know ${name}`);
    if (!isValid(value, protocol)) throw invalidParameter(`${name}: not valid for protocol ${protocol}`);
  }
  const attributes = Object.fromEntries(Object.entries({ ...before, ...given }).filter(([, value]) => value !== ''));
  filterOf(attributes);
  return attributes;
};

/** Where messages go that could not be delivered. */
export const deadLetterArnIn = (text: string | undefined): string | undefined => {
  try {
    return text === undefined ? undefined : redrivePolicy.safeParse(JSON.parse(text)).data?.deadLetterTargetArn;
  } catch {
    return undefined;
  }
};
