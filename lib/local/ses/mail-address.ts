/** The address of `Name <address>`, or of an address alone. */
export const addressIn = (text: string): string => /<([^<>]*)>\s*$/.exec(text)?.[1]?.trim() ?? text.trim();

/** One `@`, no blanks or control characters: enough to keep nonsense out, and nothing is sent by it. */
export const isMailAddress = (text: string): boolean => {
  const address = addressIn(text);
  return /^[^\s@<>,;:]{1,64}@[^\s@<>,;:]{1,255}$/.test(address) && !/[\r\n]/.test(text);
};
