import * as z from 'zod';

const bankOutputs = z.object({
  BankData: z.object({
    LedgerTableName: z.string(),
    ApiKeyTableName: z.string(),
    PayeeTableName: z.string(),
    ApiKeyPepperSecretArn: z.string(),
    CredentialTableName: z.string(),
  }),
  BankIdentity: z.object({
    UserPoolId: z.string(),
    AppClientId: z.string(),
    CliClientId: z.string(),
    ServiceClientId: z.string(),
  }),
});

const runtimeFacts = z.strictObject({
  apiUrl: z.string(),
  awsEndpoint: z.string(),
  region: z.string(),
  caFile: z.string(),
  stateFolder: z.string(),
  domains: z.array(z.strictObject({ name: z.string(), url: z.string(), takesCertificates: z.boolean() })).readonly(),
  outputs: z.unknown(),
});

/** The outputs of the bank's stacks that its clients need. */
export type BankOutputs = z.infer<typeof bankOutputs>;

export const parseBankOutputs = (value: unknown): BankOutputs => bankOutputs.parse(value);

/** Where the running bank is: what `portcullis dev` hands to its seed program, in `PORTCULLIS_RUNTIME`. */
export type RuntimeFacts = z.infer<typeof runtimeFacts>;

export const parseRuntimeFacts = (value: unknown): RuntimeFacts => runtimeFacts.parse(value);
