import { createHmacSha256, type HmacSha256 } from './hmac-sha256.ts';

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

const known = new Map<string, HmacSha256>();

/** The key of AWS IAM User Guide, "Create a signed AWS API request", step 4: derived once, for it stays the same all day. */
export const signingKeyOf = ({ secretAccessKey, date, region, service }: SigningScope): HmacSha256 => {
  // None of the first three can hold a slash, so no two scopes make one text.
  const scope = `${date}/${region}/${service}/${secretAccessKey}`;
  const found = known.get(scope);
  if (found !== undefined) return found;
  const first = createHmacSha256(Buffer.from(`AWS4${secretAccessKey}`));
  const key = [date, region, service, 'aws4_request'].reduce(
    (from, data) => createHmacSha256(Buffer.from(from(data), 'hex')),
    first,
  );
  if (known.size >= MOST_KEYS) known.clear();
  known.set(scope, key);
  return key;
};
