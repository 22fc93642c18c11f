import { inRoom, type Layer, type Mutation } from '../mutation.ts';

const inHandler = inRoom('handler');

const name = 'client-certificate/alternative-name.ts';
const names = 'client-certificate/alternative-names.ts';
const ids = 'client-certificate/certificate-ids.ts';
const seenByNames = 'client-certificate/alternative-names';
const seenByScheme = 'client-certificate/client-certificate-scheme';

/** In the bank's own code, which registers certificates. */
const inRegistration = (control: string, find: string, replace: string): Mutation => ({
  control,
  how: { kind: 'source', file: 'lambdas/credentials/make-certificate-material.ts', find, replace },
  seenBy: ['test/lambdas/credentials/certificates.test.ts'],
});

/** What pages of another origin may send and read. */
const ofPages = (control: string, find: string, replace: string): Mutation => ({
  control,
  how: { kind: 'source', file: 'lib/contract/browser-headers.ts', find, replace },
  seenBy: ['test/constructs/cors-headers.test.ts'],
});

/** Certificates that are known by an alternative name. */
export const certificateNames: Layer = {
  name: 'names of certificates',
  mutations: [
    inHandler(
      'a name of one type is none of another',
      ids,
      'Buffer.concat([issuer.whole, Buffer.from([tag]), value])',
      'Buffer.concat([issuer.whole, value])',
      seenByNames,
    ),
    inHandler(
      'a name that one issuer gives is not that of another',
      ids,
      'Buffer.concat([issuer.whole, Buffer.from([tag]), value])',
      'Buffer.concat([Buffer.from([tag]), value])',
      seenByScheme,
    ),
    inHandler('a wildcard is nobody', name, "const label = '[A-Za-z0-9]", "const label = '[*A-Za-z0-9]", seenByNames),
    inHandler(
      'a path that leads elsewhere is no name',
      name,
      "segment === '.' || segment === '..'",
      "segment === '.'",
      seenByNames,
    ),
    inHandler(
      'each letter of a path counts',
      name,
      '${authority.toLowerCase()}${port}${path}`',
      '${authority.toLowerCase()}${port}${path.toLowerCase()}`',
      seenByScheme,
    ),
    inHandler(
      'a zero byte ends no name',
      names,
      "visible.test(content.toString('latin1'))",
      'content.length > 0',
      seenByNames,
    ),
    inHandler('names that are none are refused', names, 'if (all.length === 0)', 'if (all.length < 0)', seenByScheme),
    inHandler(
      'whoever has too many names is looked up by none of them',
      names,
      'distinct.size > mostAlternativeNames ? []',
      'distinct.size < 0 ? []',
      seenByScheme,
    ),
    inHandler(
      'whoever has two registered names is neither',
      'client-certificate/client-certificate-scheme.ts',
      'named.length > 1',
      'named.length > 99',
      seenByScheme,
    ),
    inHandler(
      'a length is read in one way',
      'client-certificate/der-members.ts',
      'if (bytes !== shortest)',
      'if (bytes < shortest)',
      seenByNames,
    ),
    inHandler(
      'an endpoint that wants the very certificate takes no other',
      'client-certificate/client-certificate-scheme.ts',
      'demands.pinned !== undefined && !isPinned',
      'demands.pinned !== undefined && !isPinned && named.length > 9',
      seenByScheme,
    ),
    inHandler(
      'it asks itself whether it was the very one',
      'steps/check-demands.ts',
      'principal.assurance.isPinned !== true',
      'principal.assurance.isPinned === false && principal.way === undefined',
      'client-certificate/pinned',
    ),
    inRegistration(
      'a client is registered by a name that its certificate has',
      'if (!names.some(({ tag, value }) => tag === wanted.tag && value.equals(wanted.value)))',
      'if (names.length === 0)',
    ),
    inRegistration(
      'an empty subject is not that of everybody who has none',
      "covers.by === 'subject' && isWithoutSubject(certificate)",
      "covers.by === 'subject' && certificate.ca",
    ),
    ofPages(
      'a page may send proofs where they are taken, and nowhere else',
      '{ names: [headers.dpop], when: takesProofs }',
      '{ names: [headers.dpop], when: () => true }',
    ),
    ofPages(
      'a page may read why it was refused',
      "when: ({ access }) => access.kind !== 'public'",
      "when: ({ access }) => access.kind === 'public'",
    ),
  ],
};
