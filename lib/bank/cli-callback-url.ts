/**
 * Where the login page sends the command-line client its code: to the machine that it runs on (RFC 8252 §7.3). Cognito
 * compares the port as well, so it is a fixed one.
 */
export const cliCallbackUrl = 'http://localhost:8446/signed-in';
