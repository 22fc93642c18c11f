/** The API has at least 21 digits; all of ours have as many, so that they compare as text, too. */
const BASE = 100_000_000_000_000_000_000n;

/** How the API spells the number of a record. */
export const toSequenceNumber = (sequence: number): string => String(BASE + BigInt(sequence));

/** Undefined for what is no number of ours. */
export const parseSequenceNumber = (text: string): number | undefined => {
  if (text.length !== String(BASE).length || !Array.from(text).every((digit) => digit >= '0' && digit <= '9')) {
    return undefined;
  }
  const sequence = Number(BigInt(text) - BASE);
  return Number.isSafeInteger(sequence) ? sequence : undefined;
};
