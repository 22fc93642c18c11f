import type { X509Certificate } from 'node:crypto';
import * as cdk from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { isIssuedBy } from './mutual-tls-trust-store.ts';

/** `BasicConstraints` of an authority that may certify clients alone, as DER (RFC 5280 §4.2.1.9): `pathLenConstraint` is 0. */
const clientsAlone = /0603551d13(?:0101ff)?040830060101ff020100/;

/**
 * Says at synthesis which authorities bear the name of one that stands beside them, and which could certify another one that
 * does. The gateway tells the authorizer the name of a certificate's issuer and not its key, so that clients of such a namesake
 * would pass for those that are registered by a subject or an alternative name of the other.
 */
export function warnOfNamesakes(scope: Construct, authorities: readonly X509Certificate[]): void {
  for (const { id, message, find } of warnings) {
    const names = find(authorities).map(({ subject }) => subject.replaceAll('\n', ', '));
    if (names.length > 0) cdk.Annotations.of(scope).addWarningV2(`portcullis:${id}`, `${message}: ${names.join('; ')}`);
  }
}

const warnings = [
  {
    id: 'authoritiesWithoutPathLength',
    message:
      'authorities of the trust store may certify others, under the name of another one of it, too; use those with a path length of 0, or demand the very certificate (`pinned`)',
    find: namesakesIn,
  },
  {
    id: 'authoritiesOfOneName',
    message:
      'authorities of the trust store bear one name and have several keys; unless one replaces the other, the clients of each pass for those of the other',
    find: (authorities: readonly X509Certificate[]) => {
      const keys = Map.groupBy(authorities, ({ subject }) => subject);
      const keyOf = ({ publicKey }: X509Certificate) =>
        publicKey.export({ type: 'spki', format: 'der' }).toString('hex');
      return [...keys.values()].flatMap((ofName) => (new Set(ofName.map(keyOf)).size > 1 ? ofName.slice(0, 1) : []));
    },
  },
] as const;

/** Of one authority and what stands above it there is nobody beside; of several, whoever is not above all of them counts. */
function namesakesIn(authorities: readonly X509Certificate[]): readonly X509Certificate[] {
  const parents = new Map(
    authorities.map((each) => [each, authorities.filter((other) => other !== each && isIssuedBy(each, other))]),
  );
  const above = new Set([...parents.values()].flat());
  const chains = authorities.filter((each) => !above.has(each)).map((each) => ancestorsOf(each, parents));
  if (chains.length < 2) return [];
  return authorities.filter(
    (each) => !clientsAlone.test(each.raw.toString('hex')) && !chains.every((chain) => chain.has(each)),
  );
}

function ancestorsOf(
  authority: X509Certificate,
  parents: ReadonlyMap<X509Certificate, readonly X509Certificate[]>,
): ReadonlySet<X509Certificate> {
  const found = new Set<X509Certificate>();
  const walk = (each: X509Certificate) => {
    for (const parent of parents.get(each) ?? []) {
      if (found.has(parent)) continue;
      found.add(parent);
      walk(parent);
    }
  };
  walk(authority);
  return found;
}
