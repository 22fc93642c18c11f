import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { type Keepers, Principal, Problem, type Right, reply, type Sealed, seal } from '../../../lib/handler/index.ts';

const principal = (subject: string, roles: readonly string[] = []) =>
  new Principal({
    scheme: 'bearer',
    way: 'bearer',
    subject,
    client: subject,
    roles,
    scopes: [],
    assurance: { acr: undefined, authTimeSeconds: undefined, boundTo: undefined, isFresh: false, issuedBy: undefined },
  });

const opens = (asker: Principal, sealed: Sealed<string> | undefined, right?: Right): boolean => {
  try {
    return (right === undefined ? asker.open(sealed) : asker.open(sealed, right)) === 'sesame';
  } catch (error) {
    assert(error instanceof Problem);
    assert.equal(error.code, 'not-found');
    return false;
  }
};

const kept: Keepers = {
  owners: ['ann', 'ben'],
  delegates: new Map([
    ['reader', 'read'],
    ['writer', 'write'],
  ]),
  roles: new Map([
    ['auditor', 'read'],
    ['registrar', 'write'],
  ]),
};

describe('a sealed value opens', () => {
  const rows: readonly [string, Principal, read: boolean, write: boolean][] = [
    ['for each of its owners', principal('ann'), true, true],
    ['for the other owner', principal('ben'), true, true],
    ['for reading, for a delegate who may read', principal('reader'), true, false],
    ['for a delegate who may write', principal('writer'), true, true],
    ['for reading, for a role that may read', principal('someone', ['auditor']), true, false],
    ['for a role that may write', principal('someone', ['registrar']), true, true],
    ['for the highest of several rights', principal('reader', ['registrar']), true, true],
    ['for nobody else', principal('eve', ['customer', 'operator']), false, false],
    ['for no subject that has the name of a role', principal('auditor'), false, false],
    ['for no role that has the name of a subject', principal('eve', ['ann', 'writer']), false, false],
    ['for no name that every object has', principal('constructor', ['toString', '__proto__']), false, false],
  ];
  for (const [what, asker, read, write] of rows) {
    it(what, () => {
      assert.deepEqual(
        [opens(asker, seal(kept, 'sesame'), 'read'), opens(asker, seal(kept, 'sesame'), 'write')],
        [read, write],
      );
    });
  }

  it('with the higher right where none is named', () => {
    assert.equal(opens(principal('reader'), seal(kept, 'sesame')), false);
    assert.equal(opens(principal('ann'), seal(kept, 'sesame')), true);
  });

  it('for no delegate whose right is a word that nobody knows', () => {
    // As a store might hold it.
    const odd = seal({ owners: [], delegates: new Map([['eve', 'all' as Right]]) }, 'sesame');
    for (const right of ['read', 'write'] as const) assert.equal(opens(principal('eve'), odd, right), false);
  });

  it('never, where there is none, or nobody keeps it', () => {
    for (const sealed of [undefined, seal([], 'sesame'), seal({ owners: [] }, 'sesame')]) {
      assert.equal(opens(principal('ann', ['registrar']), sealed, 'read'), false);
    }
  });

  it('for exactly those who own it, were allowed, or hold a role that is allowed', () => {
    const names = fc.constantFrom('a', 'b', 'c', 'd');
    const rights = fc.constantFrom<Right>('read', 'write');
    const grants = fc.array(fc.tuple(names, rights)).map((rows) => new Map(rows));
    fc.assert(
      fc.property(
        fc.array(names),
        grants,
        grants,
        names,
        fc.array(names),
        rights,
        (owners, delegates, staff, who, roles, right) => {
          const given = [delegates.get(who), ...roles.map((role) => staff.get(role))];
          const allowed =
            owners.includes(who) || given.includes('write') || (right === 'read' && given.includes('read'));
          assert.equal(
            opens(principal(who, roles), seal({ owners, delegates, roles: staff }, 'sesame'), right),
            allowed,
          );
        },
      ),
    );
  });
});

describe('a sealed value shows nothing of itself', () => {
  const sealed = seal(kept, 'sesame');
  const ways: readonly [string, () => unknown][] = [
    ['as JSON', () => JSON.stringify({ sealed, list: [sealed] })],
    ['in a text', () => `${sealed}`],
    ['spread into an object', () => JSON.stringify({ ...sealed })],
    ['assigned to an object', () => JSON.stringify(Object.assign({}, sealed))],
    ['by its keys', () => [...Reflect.ownKeys(sealed), ...Object.entries(sealed)].join()],
    ['to a debugger', () => inspect(sealed, { depth: null, showHidden: true })],
    ['as a deep copy', () => inspect(structuredClone(sealed), { depth: null })],
  ];
  for (const [what, show] of ways) {
    it(what, () => assert.doesNotMatch(String(show()), /sesame|ann|reader|auditor/));
  }
});

interface Account {
  readonly name: string;
}

/** Never called: each of these must not compile, so that nobody answers what nobody opened. */
export const doesNotCompile = (sealed: Sealed<Account>, asker: Principal) => {
  // @ts-expect-error it has no property of the value
  sealed.name;
  // @ts-expect-error nor any by another way to write it
  sealed['name'];
  // @ts-expect-error what it holds is private
  sealed.value;
  // @ts-expect-error it has nothing to take apart
  const { name } = sealed;
  // @ts-expect-error spreading it gives nothing of the value
  const spread: Account = { ...sealed };
  // @ts-expect-error neither does assigning it
  const assigned: Account = Object.assign({}, sealed);
  // @ts-expect-error it is not the value
  const itself: Account = sealed;
  // @ts-expect-error and cannot be said to be: the types do not overlap
  const said = sealed as Account;
  // @ts-expect-error a right is `read` or `write`
  asker.open(sealed, 'own');
  // @ts-expect-error only sealed values are opened: what is not sealed has no owner to ask for
  asker.open({ name: 'plain' });
  // @ts-expect-error nobody is no principal
  const nobody: Principal = { subject: 'ann', roles: [] };
  const body: { readonly body: Account } = reply(200, asker.open(sealed, 'read'));
  // @ts-expect-error an answer needs the value, and not its seal
  const answer: { readonly body: Account } = reply(200, sealed);
  return [name, spread, assigned, itself, said, nobody, body, answer];
};
