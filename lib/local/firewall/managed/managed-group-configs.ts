import * as z from 'zod';

const path = z.string().min(1).max(256);
const field = z.strictObject({ Identifier: z.string().min(1).max(512) });
const payloadType = z.enum(['JSON', 'FORM_ENCODED']);
const sensitivity = z.enum(['LOW', 'MEDIUM', 'HIGH']);

/** What a reference may tell the groups that need to be told something; the rules of those groups are not enforced here. */
const config = z
  .strictObject({
    AWSManagedRulesBotControlRuleSet: z
      .strictObject({ InspectionLevel: z.enum(['COMMON', 'TARGETED']), EnableMachineLearning: z.boolean().optional() })
      .optional(),
    AWSManagedRulesATPRuleSet: z
      .strictObject({
        LoginPath: path,
        EnableRegexInPath: z.boolean().optional(),
        RequestInspection: z
          .strictObject({ PayloadType: payloadType, UsernameField: field, PasswordField: field })
          .optional(),
      })
      .optional(),
    AWSManagedRulesACFPRuleSet: z
      .strictObject({
        CreationPath: path,
        RegistrationPagePath: path,
        EnableRegexInPath: z.boolean().optional(),
        RequestInspection: z.strictObject({
          PayloadType: payloadType,
          UsernameField: field.optional(),
          PasswordField: field.optional(),
          EmailField: field.optional(),
          PhoneNumberFields: z.array(field).optional(),
          AddressFields: z.array(field).optional(),
        }),
      })
      .optional(),
    AWSManagedRulesAntiDDoSRuleSet: z
      .strictObject({
        ClientSideActionConfig: z.strictObject({
          Challenge: z.strictObject({
            UsageOfAction: z.enum(['ENABLED', 'DISABLED']),
            Sensitivity: sensitivity.optional(),
            ExemptUriRegularExpressions: z
              .array(z.strictObject({ RegexString: z.string().max(512) }))
              .max(5)
              .optional(),
          }),
        }),
        SensitivityToBlock: sensitivity.optional(),
      })
      .optional(),
  })
  .refine((it) => Object.keys(it).length === 1, 'must be the configuration of exactly one group');

export const managedGroupConfigs = z.array(config).max(1);

/** Without their configuration AWS refuses these. */
export const needConfig: ReadonlySet<string> = new Set([
  'AWSManagedRulesBotControlRuleSet',
  'AWSManagedRulesATPRuleSet',
  'AWSManagedRulesACFPRuleSet',
  'AWSManagedRulesAntiDDoSRuleSet',
]);
