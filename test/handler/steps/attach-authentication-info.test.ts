import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reply } from '../../../lib/handler/index.ts';
import { customerClaims, gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { noteFunction } from '../support/note-endpoint.ts';

const info = 'qop=auth, rspauth="ab", cnonce="c\\"n", nc=00000001';

async function answerTo(authenticationInfo: unknown, overrides: Parameters<typeof gatewayEvent>[0] = {}) {
  const { handler } = noteFunction(({ body }) => reply(200, { text: body.text }, { 'Authentication-Info': 'forged' }));
  const authorizer = { ...customerClaims(), authenticationInfo };
  const event = gatewayEvent({ requestContext: { requestId: 'r', authorizer }, ...overrides });
  return handler(event, lambdaContext());
}

describe('what an authorizer has to say of the credentials', () => {
  it('stands in every answer, a refusal as well', async () => {
    for (const overrides of [{}, { body: '{' }]) {
      assert.equal((await answerTo(info, overrides)).headers['Authentication-Info'], info);
    }
  });

  it('is said by nobody else, and is one header', async () => {
    for (const said of [undefined, '', 7, 'a\r\nSet-Cookie: b', 'x'.repeat(1_001)]) {
      const { statusCode, headers } = await answerTo(said);
      assert.deepEqual([statusCode, headers['Authentication-Info']], [200, undefined], String(said));
    }
  });
});
