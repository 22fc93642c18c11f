import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as z from 'zod';
import { type Access, allOf, api, apiKey, clientCertificate, endpoint } from '../../lib/contract/index.ts';
import { apiTemplate } from './support/create-api.ts';

const scopes: readonly [string] = ['shop/x'];
const reads = (path: string, access: Access) =>
  endpoint({
    ...{ route: `GET /${path}`, summary: 'Something', access, permission: 'things:do', effect: 'reads' },
    responses: { 200: z.strictObject({}) },
  });

test('an authorizer is told which endpoints want the very certificate, and of no others', () => {
  const endpoints = [
    reads('either', clientCertificate({ scopes })),
    reads('pinned', clientCertificate({ scopes, pinned: true })),
    reads('both', allOf(apiKey({ scopes }), clientCertificate({ scopes, pinned: true }))),
  ];
  const shop = api({ title: 'Shop', version: '1.0.0', endpoints, roles: { buyer: ['things:do'] } });
  const functions = Object.values(apiTemplate({ api: shop }).findResources('AWS::Lambda::Function'));
  const told = functions.flatMap(({ Properties: { Description, Environment } }) => {
    const table = Environment?.Variables?.PORTCULLIS_DEMANDS;
    return table === undefined ? [] : [[Description, JSON.parse(table)]];
  });
  assert.deepEqual(Object.fromEntries(told), {
    'Authenticates callers by client certificate': { 'GET /pinned': { pinned: true } },
    'Authenticates callers by api key and client certificate': { 'GET /both': { pinned: true } },
  });
});
