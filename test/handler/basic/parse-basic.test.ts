import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { parseBasic } from '../../../lib/handler/basic/parse-basic.ts';
import { parseCredentials } from '../../../lib/handler/http-auth/credentials.ts';

const read = (value: string) => {
  const credentials = parseCredentials(value);
  return credentials && parseBasic(credentials);
};
const encode = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;

describe('Basic credentials', () => {
  it('reads the examples of RFC 7617 §2 and §2.1', () => {
    assert.deepEqual(read('Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=='), { userId: 'Aladdin', password: 'open sesame' });
    assert.deepEqual(read('basic dGVzdDoxMjPCow=='), { userId: 'test', password: '123£' });
  });

  it('splits at the first colon, so that a password may hold one', () => {
    assert.deepEqual(read(encode('service:a:b:')), { userId: 'service', password: 'a:b:' });
  });

  it('takes composed and decomposed letters for the same', () => {
    assert.deepEqual(read(encode('u:cafe\u0301')), { userId: 'u', password: 'caf\u00e9' });
  });

  it('reads whatever a client wrote', () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((each) => !/\p{Cc}/u.test(each));
    const userId = text.filter((each) => !each.includes(':') && each !== '');
    fc.assert(
      fc.property(userId, text, (user, password) => {
        const expected = { userId: user.normalize('NFC'), password: password.normalize('NFC') };
        assert.deepEqual(read(encode(`${user}:${password}`)), expected);
      }),
    );
  });

  const refused: Readonly<Record<string, string>> = {
    'another scheme': 'Bearer QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
    'no credentials': 'Basic',
    'no colon': encode('Aladdin'),
    'an empty user id': encode(':secret'),
    'a control character': encode('Aladdin:open\nsesame'),
    'bytes that are no UTF-8': 'Basic Of86/w==',
    'letters that are no base64': 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ.=',
    'bits that no encoder leaves over': 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZR==',
    parameters: 'Basic username="a", password="b"',
  };
  for (const [what, value] of Object.entries(refused)) {
    it(`refuses ${what}`, () => assert.equal(read(value), undefined));
  }
});
