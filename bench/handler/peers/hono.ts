import { zValidator } from '@hono/zod-validator';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { Transfer } from '../transfer.ts';

const app = new Hono();

app.post('/transfers', zValidator('json', Transfer), (c) =>
  c.json({ transferId: c.req.valid('json').transferId, status: 'ACCEPTED' }, 201),
);

export const handler = handle(app);
