// The validator's own advice: the schema compiled ahead of time (ajv standalone code, made by the bundler).
import eventSchema from 'bench:ajv-standalone';
import { Logger } from '@aws-lambda-powertools/logger';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import middy from '@middy/core';
import httpErrorHandler from '@middy/http-error-handler';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import validator from '@middy/validator';

const logger = new Logger();

export const handler = middy()
  .use(injectLambdaContext(logger))
  .use(httpErrorHandler({ logger: false }))
  .use(httpJsonBodyParser())
  .use(validator({ eventSchema }))
  .handler(async ({ body: { transferId } }) => ({
    statusCode: 201,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ transferId, status: 'ACCEPTED' }),
  }));
