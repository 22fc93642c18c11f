/** The rooms of the house and what each may enter: the table of the README, as data. */
export interface Room {
  /** Folder, from the root; the longest that fits a file is its room. */
  readonly folder: string;
  /** Rooms it may import, beside itself. */
  readonly mayEnter: readonly string[];
  /** Packages it may use: names, `@scope/*`, or `node:` for what Node brings. `*` is any. */
  readonly packages: readonly string[];
  /** Folders in other rooms that may be imported by file instead of by `index.ts`, with the reason. */
  readonly exceptions?: readonly { readonly file: RegExp; readonly because: string }[];
}

export const rooms: readonly Room[] = [
  { folder: 'lib/contract', mayEnter: [], packages: ['zod'] },
  {
    folder: 'lib/handler',
    mayEnter: ['lib/contract'],
    packages: ['@middy/core', '@aws-lambda-powertools/logger', 'structured-headers', 'zod', 'node:'],
  },
  { folder: 'lib/constructs', mayEnter: ['lib/contract'], packages: ['aws-cdk-lib', 'constructs', 'esbuild', 'node:'] },
  {
    folder: 'lib/local',
    mayEnter: [],
    packages: ['node:', 'zod', 'jose', 'ajv', 'ajv-draft-04', '@datadog/native-appsec', 're2js'],
  },
  {
    folder: 'lambdas',
    mayEnter: ['lib/contract', 'lib/handler'],
    packages: [
      '@aws-sdk/client-cognito-identity-provider',
      '@aws-sdk/client-dynamodb',
      '@aws-sdk/client-kms',
      '@aws-sdk/client-secrets-manager',
      '@aws-sdk/client-sesv2',
      '@aws-sdk/client-sns',
      'zod',
      'node:',
    ],
  },
  {
    folder: 'lib/bank',
    mayEnter: ['lib/contract', 'lib/constructs'],
    packages: ['aws-cdk-lib', 'constructs', 'zod'],
    exceptions: [
      {
        file: /^lambdas\/(api|.*\/contract)\.ts$/,
        because: 'the stacks deploy the contracts, and never import a handler',
      },
    ],
  },
  {
    folder: 'bin',
    mayEnter: ['lib/handler', 'lib/constructs', 'lib/local', 'lib/bank'],
    packages: ['aws-cdk-lib', 'cdk-nag', 'node:'],
    exceptions: [{ file: /^cdk\.json$/, because: 'the app takes its context from where the CDK command line does' }],
  },
  { folder: 'scripts', mayEnter: ['*'], packages: ['*'] },
  { folder: 'test', mayEnter: ['*'], packages: ['*'] },
  { folder: 'bench', mayEnter: ['*'], packages: ['*'] },
];

export const roomOf = (file: string): Room | undefined => rooms.find(({ folder }) => file.startsWith(`${folder}/`));
