import { readFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { DemoFile } from './demo-file.ts';

/** Where the AWS endpoint is, and who calls it. */
export type AwsAccess = Pick<DemoFile, 'awsEndpoint' | 'region' | 'caFile' | 'awsCredentials'>;

const configuration = ({ awsEndpoint, region, caFile, awsCredentials }: AwsAccess) => ({
  endpoint: awsEndpoint,
  region,
  credentials: { ...awsCredentials },
  requestHandler: { httpsAgent: new Agent({ ca: readFileSync(caFile), keepAlive: true, maxSockets: 50 }) },
});

export const cognitoOf = (access: AwsAccess) => new CognitoIdentityProviderClient(configuration(access));
export const dynamoDbOf = (access: AwsAccess) => new DynamoDBClient(configuration(access));
export const kmsOf = (access: AwsAccess) => new KMSClient(configuration(access));
export const secretsManagerOf = (access: AwsAccess) => new SecretsManagerClient(configuration(access));
