import type { UserPoolDeclaration } from '../../cognito/index.ts';
import type { UserPoolProperties } from './user-pool-properties.ts';

const codeMail = 'Your confirmation code is {####}';

/** The pool's words where it has some, AWS's where it has none; `VerificationMessageTemplate` wins over the older members. */
export function toMessages(given: UserPoolProperties): UserPoolDeclaration['messages'] {
  const template = given.VerificationMessageTemplate ?? {};
  const invitation = given.AdminCreateUserConfig?.InviteMessageTemplate ?? {};
  return {
    emailFrom: addressIn(given.EmailConfiguration?.From) ?? 'no-reply@verificationemail.com',
    verification: {
      byLink: template.DefaultEmailOption === 'CONFIRM_WITH_LINK',
      emailSubject: template.EmailSubject ?? given.EmailVerificationSubject ?? 'Your verification code',
      emailMessage: template.EmailMessage ?? given.EmailVerificationMessage ?? codeMail,
      linkSubject: template.EmailSubjectByLink ?? 'Your verification link',
      linkMessage:
        template.EmailMessageByLink ?? 'Please click the link below to verify your email address. {##Verify Email##}',
      smsMessage: template.SmsMessage ?? given.SmsVerificationMessage ?? codeMail,
    },
    invitation: {
      emailSubject: invitation.EmailSubject ?? 'Your temporary password',
      emailMessage: invitation.EmailMessage ?? 'Your username is {username} and temporary password is {####}.',
      smsMessage: invitation.SMSMessage ?? 'Your username is {username} and temporary password is {####}.',
    },
    authentication: {
      emailSubject: given.EmailAuthenticationSubject ?? 'Your authentication code',
      emailMessage: given.EmailAuthenticationMessage ?? 'Your authentication code is {####}',
      smsMessage: given.SmsAuthenticationMessage ?? 'Your authentication code is {####}',
    },
  };
}

/** `The bank <post@bank.example>` and the address alone are both allowed. */
const addressIn = (from: string | undefined): string | undefined => /<([^<>]+)>\s*$/.exec(from ?? '')?.[1] ?? from;
