import * as z from 'zod';
import { type Api, api, apiKey, bearer, endpoint, type Limits, publicAccess } from '../../../lib/contract/index.ts';

/** One endpoint of each kind of access; a test changes what it is about. */
export const readStatus = endpoint({
  route: 'GET /status',
  summary: 'Say whether the service answers',
  access: publicAccess({ because: 'load balancers ask, and have no credentials' }),
  effect: 'reads',
  responses: { 200: z.strictObject({ ok: z.boolean() }) },
});

const readRates = endpoint({
  route: 'GET /rates',
  summary: 'Show rates',
  access: apiKey({ scopes: ['shop/rates.read'] }),
  permission: 'rates:read',
  effect: 'reads',
  request: { query: z.strictObject({ base: z.string().max(3), page: z.string().max(9).optional() }) },
  responses: { 200: z.strictObject({ rate: z.string() }) },
});

export const writeOrder = (
  options: {
    readonly limits?: Limits;
    readonly bodyRefusedBy?: 'handler' | 'gateway';
    readonly scopes?: readonly [string, ...string[]];
    readonly maximum?: number;
  } = {},
) =>
  endpoint({
    route: 'POST /orders/{orderId}',
    summary: 'Order something',
    access: bearer({ scopes: options.scopes ?? ['shop/orders.write'] }),
    permission: 'orders:write',
    effect: 'changes',
    request: {
      path: z.strictObject({ orderId: z.string().regex(/^[a-z]{1,8}$/) }),
      headers: z.strictObject({ 'x-channel': z.string().max(8).optional() }),
      body: z.strictObject({
        amount: z
          .int()
          .min(1)
          .max(options.maximum ?? 10),
      }),
    },
    responses: { 204: null },
    idempotency: 'required',
    bodyRefusedBy: options.bodyRefusedBy ?? 'handler',
    ...(options.limits !== undefined && { limits: options.limits }),
  });

export const smallApi = (order: ReturnType<typeof writeOrder> = writeOrder()): Api =>
  api({
    title: 'Small Shop',
    version: '1.2.3',
    endpoints: [readStatus, readRates, order],
    roles: { buyer: ['orders:write'], clerk: ['orders:write'], partner: ['rates:read'] },
  });
