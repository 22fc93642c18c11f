import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { maskDestination } from '../../../lambdas/delivery/mask-destination.ts';

describe('a masked destination', () => {
  it('is recognised by its owner', () => {
    assert.equal(maskDestination('alice@mail.example.com'), 'a***@m***.com');
    assert.equal(maskDestination('+41791234567'), '+41*******67');
  });

  it('shows of an address the first letters and the last label, however long it is', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (address) => {
        const [local = '', domain = ''] = address.split('@');
        const end = domain.slice(domain.lastIndexOf('.'));
        const masked = maskDestination(address);
        assert.equal(masked, `${local.slice(0, 1)}***@${domain.slice(0, 1)}***${end.slice(0, 12)}`);
        assert.ok(masked.length <= 64);
      }),
    );
  });

  it('hides at least three digits of a number, and shows five at most', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\+[1-9]\d{6,14}$/), (number) => {
        const masked = maskDestination(number);
        assert.equal(masked.length, number.length);
        assert.ok(masked.replaceAll('*', '').length <= 5);
        assert.match(masked, /\*{3,}/);
      }),
    );
  });
});
