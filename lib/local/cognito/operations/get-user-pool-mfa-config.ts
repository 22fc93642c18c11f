import { poolOperation } from './operation.ts';

export const getUserPoolMfaConfig = poolOperation({
  name: 'GetUserPoolMfaConfig',
  input: {},
  run: (_room, pool) => ({
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
  }),
});
