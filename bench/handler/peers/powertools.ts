import { Router } from '@aws-lambda-powertools/event-handler/http';
import { Logger } from '@aws-lambda-powertools/logger';
import { Transfer } from '../transfer.ts';

const logger = new Logger();
const app = new Router({ logger: { debug() {}, info() {}, warn() {}, error() {} } });

app.post(
  '/transfers',
  ({ valid }) => ({
    statusCode: 201,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ transferId: valid.req.body.transferId, status: 'ACCEPTED' }),
  }),
  { validation: { req: { body: Transfer } } },
);

export const handler = async (event, context) => {
  logger.addContext(context);
  return app.resolve(event, context);
};
