import { findRelyingParty } from '../passkeys/relying-party.ts';
import { poolOperation } from './operation.ts';

export const getUserPoolMfaConfig = poolOperation({
  name: 'GetUserPoolMfaConfig',
  input: {},
  run(room, pool) {
    const relyingPartyId = findRelyingParty(room, pool);
    return {
      MfaConfiguration: pool.mfa,
      SoftwareTokenMfaConfiguration: { Enabled: pool.secondFactors.includes('SOFTWARE_TOKEN_MFA') },
      ...(pool.secondFactors.includes('SMS_MFA')
        ? { SmsMfaConfiguration: { SmsAuthenticationMessage: pool.messages.authentication.smsMessage } }
        : {}),
      ...(pool.secondFactors.includes('EMAIL_OTP')
        ? {
            EmailMfaConfiguration: {
              Message: pool.messages.authentication.emailMessage,
              Subject: pool.messages.authentication.emailSubject,
            },
          }
        : {}),
      ...(pool.firstFactors.includes('WEB_AUTHN')
        ? {
            WebAuthnConfiguration: {
              ...(relyingPartyId === undefined ? {} : { RelyingPartyId: relyingPartyId }),
              UserVerification: pool.passkeys.userVerification,
              FactorConfiguration: pool.passkeys.multiFactor ? 'MULTI_FACTOR_WITH_USER_VERIFICATION' : 'SINGLE_FACTOR',
            },
          }
        : {}),
    };
  },
});
