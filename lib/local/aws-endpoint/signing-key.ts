import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** Everything that a signing key follows from. */
export interface SigningScope {
  readonly secretAccessKey: string;
  /** `20260131`, UTC */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

/** Of one day, a key for each function and service: more than any template has at once. */
const MOST_KEYS = 1_000;

const known = new Map<string, KeyObject>();

/** The key of AWS IAM User Guide, "Create a signed AWS API request", step 4: derived once, for it stays the same all day. */
export const signingKeyOf = ({ secretAccessKey, date, region, service }: SigningScope): KeyObject => {
  const scope = JSON.stringify([secretAccessKey, date, region, service]);
  const found = known.get(scope);
  if (found !== undefined) return found;
  const first = createSecretKey(`AWS4${secretAccessKey}`, 'utf8');
  const key = [date, region, service, 'aws4_request'].reduce((from, data) => createSecretKey(hmac(from, data)), first);
  if (known.size >= MOST_KEYS) known.clear();
  known.set(scope, key);
  return key;
};

export const hmac = (key: KeyObject, data: string): Buffer => createHmac('sha256', key).update(data).digest();
