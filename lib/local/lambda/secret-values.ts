/** Names of variables that hold secrets, told by the words in them. */
const secretName =
  /(secret|passw|pwd|token|credential|private|pepper|salt|api_?key|signing_?key|encryption_?key|hmac)/i;
/** Values that are secrets whatever they are called: private keys, JSON Web Tokens, access keys, URLs with a password. */
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY-----|^ey[\w-]+\.ey[\w-]+\.[\w-]*$|^(AKIA|ASIA)[A-Z0-9]{16}$|^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]+:[^/\s@]+@/;
/** Names of secrets, not secrets: ARNs, URLs, paths of parameters, numbers. */
const identifier = /^(arn:|https?:\/\/[^@]*$|\/[\w./-]+$|\d+$)/;
/** What is shorter stands in lines by chance. */
const LEAST_LENGTH = 8;
/** What the name ends with when the value only says where the secret is. */
const pointerName = /(_|^)(arn|id|name|url|uri|path|parameter|header|ttl|seconds|minutes|audience|issuer)$/i;

/** The variables of a function whose values must not stand in its log. */
export const secretValues = (variables: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(Object.entries(variables).filter(([name, value]) => isSecret(name, value)));

const isSecret = (name: string, value: string): boolean => {
  if (secretValue.test(value)) return true;
  const isNamed = secretName.test(name) && !pointerName.test(name);
  return isNamed && value.length >= LEAST_LENGTH && !identifier.test(value);
};
