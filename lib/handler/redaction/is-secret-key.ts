/** Words that make a key secret wherever they stand in it, without case and punctuation. */
const telling = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'token',
  'authorization',
  'apikey',
  'accesskey',
  'privatekey',
  'credential',
  'cookie',
  'signature',
  'cardnumber',
  'accountnumber',
  'otp',
];
/** Words that make a key secret where it ends with them, as one of its own words: `newPin`, `user_code`, `cvv`. */
const lastWords = new Set(['pin', 'pan', 'cvv', 'cvc', 'cvv2', 'iban', 'code', 'pepper', 'nonce']);
/** Codes that are names of things and no secrets. */
const harmless = new Set(['statuscode', 'errorcode', 'countrycode', 'currencycode', 'exitcode']);

/** Whether a value is left out because of the name it has. */
export function isSecretKey(key: string): boolean {
  const plain = key.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (telling.some((word) => plain.includes(word))) return true;
  return lastWords.has(lastWord(key)) && !harmless.has(plain);
}

const lastWord = (key: string): string =>
  key
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .at(-1)
    ?.toLowerCase() ?? '';
