import { IdempotencyConfig, makeIdempotent } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { JwtVerifier } from 'aws-jwt-verify';
import { Transfer } from '../transfer.ts';

/** What a Lambda with tokens, DynamoDB and secrets usually carries; imported only, never called. */
export const carried = {
  logger: new Logger(),
  metrics: new Metrics(),
  tracer: new Tracer(),
  verifier: JwtVerifier.create({ issuer: 'https://i/', audience: 'bank', jwksUri: 'https://i/jwks' }),
  store: new DynamoDBPersistenceLayer({ tableName: 'idempotency' }),
  config: new IdempotencyConfig({}),
  secrets: new SecretsManagerClient({}),
  makeIdempotent,
  GetSecretValueCommand,
};

export const handler = middy()
  .use([httpErrorHandler(), httpJsonBodyParser()])
  .handler(async ({ body }) => ({ statusCode: 201, body: JSON.stringify(Transfer.parse(body)) }));
