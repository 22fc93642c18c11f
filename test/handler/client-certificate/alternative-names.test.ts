import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import {
  type AlternativeNameKind,
  alternativeNameId,
  alternativeNames,
  certificateIds,
  isWithoutSubject,
  toAlternativeName,
} from '../../../lib/handler/index.ts';
import { hasOpenssl, opensslCertificate } from './openssl-certificate.ts';

const said = (kind: AlternativeNameKind, text: string): string | undefined => {
  const name = toAlternativeName(kind, text);
  return name && (kind === 'ip' ? name.value.toString('hex') : name.value.toString('latin1'));
};

describe('an alternative name that an operator writes', () => {
  const taken: readonly (readonly [AlternativeNameKind, string, string])[] = [
    ['dns', 'pay.acme.example', 'pay.acme.example'],
    ['dns', 'PAY.Acme.Example', 'pay.acme.example'],
    ['dns', 'xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['email', 'Pay@Acme.Example', 'Pay@acme.example'],
    ['uri', 'SPIFFE://Acme.Example/ns/Pay/sa/Settle', 'spiffe://acme.example/ns/Pay/sa/Settle'],
    ['uri', 'https://acme.example:8443/', 'https://acme.example:8443/'],
    ['uri', 'urn:uuid:9F2c', 'urn:uuid:9F2c'],
    ['ip', '192.0.2.1', 'c0000201'],
    ['ip', '2001:DB8::1', '20010db8000000000000000000000001'],
    ['ip', '::', '0'.repeat(32)],
    ['ip', '1::', `0001${'0'.repeat(28)}`],
    ['ip', '2001:db8:0:0:1:0:0:1', '20010db8000000000001000000000001'],
    ['ip', '::ffff:192.0.2.1', `${'0'.repeat(20)}ffffc0000201`],
  ];
  for (const [kind, text, expected] of taken) {
    it(`${text} is compared as ${expected}`, () => assert.equal(said(kind, text), expected));
  }

  const refused: readonly (readonly [AlternativeNameKind, string])[] = [
    ...['', '*', '*.acme.example', 'pay*.acme.example', 'acme.example.', '.acme.example', 'a..b', '-a.example'].map(
      (text) => ['dns', text] as const,
    ),
    ...['192.0.2.1', 'a b', 'a\0.example', 'bücher.example', 'a_b.example', 'https://a.example'].map(
      (text) => ['dns', text] as const,
    ),
    ['dns', `${'a'.repeat(64)}.example`],
    ['dns', `${'a.'.repeat(127)}example`],
    ...['', 'acme.example', '@acme.example', 'a@', 'a@b@acme.example', '"a b"@acme.example', 'a@*.example'].map(
      (text) => ['email', text] as const,
    ),
    ['email', 'a@[192.0.2.1]'],
    ...[
      '',
      'acme.example',
      'spiffe:',
      'spiffe://',
      '//acme.example',
      'https://user@acme.example/',
      'a:b?c',
      'a:b#c',
    ].map((text) => ['uri', text] as const),
    ...['a://b/../c', 'a://b/./c', 'a://b//c', 'a://b/%2e', 'a://*.b/', 'a://b:/', 'a:///c', 'a:b c', 'a:b\n'].map(
      (text) => ['uri', text] as const,
    ),
    ...['', '192.0.2', '192.0.2.256', '192.0.2.01', '192.0.2.0/24', '0xc0000201', '[::1]', 'fe80::1%eth0', '::1::'].map(
      (text) => ['ip', text] as const,
    ),
  ];
  for (const [kind, text] of refused) {
    it(`${JSON.stringify(text)} is none of type ${kind}`, () => assert.equal(toAlternativeName(kind, text), undefined));
  }

  it('is the same whatever the case of its host, and another for any other letter', () => {
    fc.assert(
      fc.property(fc.domain(), fc.domain(), (one, other) => {
        const id = said('dns', one);
        if (id !== undefined) assert.equal(said('dns', one.toUpperCase()), id);
        assert.equal(id !== undefined && id === said('dns', other), one === other);
      }),
    );
  });

  it('is, of an address, all of its bytes and no more', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const hex = said('ip', text) ?? '';
        assert.match(hex, /^[0-9a-f]{32}$/);
        const spelled = (hex.match(/.{4}/g) ?? []).join(':');
        assert.equal(said('ip', spelled), hex);
        assert.equal(new URL(`http://[${spelled}]/`).hostname, new URL(`http://[${text}]/`).hostname);
      }),
    );
  });
});

describe('the alternative names of a certificate', { skip: !hasOpenssl && 'openssl is not installed' }, () => {
  const namesIn = (text: string) => alternativeNames(opensslCertificate(text));

  it('are read as openssl encodes them, several and of every type', () => {
    const all = 'DNS:Pay.Acme.Example,URI:spiffe://acme.example/pay,IP:192.0.2.1,IP:2001:db8::1,email:Pay@Acme.Example';
    const wanted = [
      toAlternativeName('dns', 'pay.acme.example'),
      toAlternativeName('uri', 'spiffe://acme.example/pay'),
      toAlternativeName('ip', '192.0.2.1'),
      toAlternativeName('ip', '2001:db8::1'),
      toAlternativeName('email', 'Pay@acme.example'),
    ];
    assert.deepEqual(namesIn(all), wanted);
  });

  it('are none where there are none, and none of those that are not compared', () => {
    for (const text of ['', 'RID:1.2.3', 'otherName:1.2.3;UTF8:pay.acme.example', 'DNS:*.acme.example', 'DNS:a_b.c']) {
      assert.deepEqual(namesIn(text), [], text);
    }
  });

  it('count once, and stand for nobody where they are more than are looked up', () => {
    const some = (count: number) => Array.from({ length: count }, (_, index) => `DNS:a${index}.example`).join();
    assert.equal(namesIn('DNS:a.example,DNS:A.example').length, 1);
    assert.equal(namesIn(some(8)).length, 8);
    assert.deepEqual(namesIn(some(9)), []);
  });

  it('have ids apart for each type and each issuer, which the case of a host does not change', () => {
    const idOf = (text: string, subject?: string) => {
      const certificate = opensslCertificate(text, subject);
      const [name] = alternativeNames(certificate);
      return name && alternativeNameId(certificate, name);
    };
    const id = idOf('DNS:acme.example');
    assert.match(id ?? '', /^name-[\w-]{43}$/);
    assert.equal(idOf('DNS:ACME.example'), id);
    assert.notEqual(idOf('email:a@acme.example'), id);
    assert.notEqual(idOf('DNS:acme.example', '/CN=other'), id);
    // The same four bytes as an address and as a name.
    assert.notEqual(idOf('DER:30:06:82:04:61:62:63:64'), idOf('DER:30:06:87:04:61:62:63:64'));
    assert.notEqual(idOf('DER:30:05:82:03:61:3A:62'), idOf('DER:30:05:86:03:61:3A:62'));
  });

  const broken: Readonly<Record<string, string>> = {
    'without a name': 'DER:30:00',
    'with an empty name of a host': 'DER:30:02:82:00',
    'with an empty URI': 'DER:30:02:86:00',
    'with an empty address': 'DER:30:02:87:00',
    'with five bytes of an address': 'DER:30:07:87:05:C0:00:02:01:00',
    'with a network in the place of an address': 'DER:30:0A:87:08:C0:00:02:00:FF:FF:FF:00',
    'with a zero byte in a name': 'DER:30:0A:82:08:61:2E:62:00:2E:63:2E:64',
    'with a line break in a name': 'DER:30:05:82:03:61:0A:62',
    'with letters beyond ASCII': 'DER:30:05:82:03:61:C3:A4',
    'with a name of no type': 'DER:30:03:89:01:61',
    'with a name of a host that is not primitive': 'DER:30:05:A2:03:0C:01:61',
    'that go on after the list': 'DER:30:03:82:01:61:05:00',
    'that are no list': 'DER:82:01:61',
    'with a name longer than the list': 'DER:30:03:82:05:61',
    'with a length of no end': 'DER:30:80:82:01:61:00:00',
    'with a length in more bytes than it needs': 'DER:30:81:03:82:01:61',
  };
  for (const [what, bytes] of Object.entries(broken)) {
    it(`are refused ${what}`, () => {
      const certificate = opensslCertificate(bytes);
      assert.throws(() => alternativeNames(certificate));
    });
  }

  it('of a certificate without a subject are all that it is known by', () => {
    const nameless = opensslCertificate('DNS:acme.example', '/');
    assert.equal(isWithoutSubject(nameless), true);
    assert.equal(isWithoutSubject(opensslCertificate('')), false);
    assert.notEqual(certificateIds(nameless).certificate, certificateIds(opensslCertificate('', '/')).certificate);
  });
});
