import type { Api, Endpoint } from '../../contract/index.ts';
import { countAndLabel } from './answers.ts';
import type { Routes } from './routes.ts';
import type { FirewallRule } from './rule.ts';

/** Endpoints at which one answer more is worth money or a guess: sign-ins, one-time passwords, calls. */
export interface EndpointGuard {
  /** `OneTimeCode`, `Voice`: part of the name of its rule and of its labels. */
  readonly name: string;
  /** An endpoint stands behind one guard at most. */
  readonly endpoints: readonly [Endpoint, ...Endpoint[]];
  /** What one address, and one credential, may send in five minutes, at least 10. Guards of one number share its count. */
  readonly requestsPerFiveMinutes: number;
  /**
   * What everybody together may send: who rotates addresses and leaves credentials out ends here. Guards of one number
   * share its count, too: who can fill the count of one by so many addresses can fill those of all.
   */
  readonly totalPerFiveMinutes: number;
}

/** What anybody may change is guarded unasked. */
export function openGuards({ endpoints }: Api, guards: readonly EndpointGuard[]): readonly EndpointGuard[] {
  const guarded = new Set(guards.flatMap((guard) => guard.endpoints));
  const [first, ...others] = endpoints.filter(
    (each) => each.access.kind === 'public' && each.effect === 'changes' && !guarded.has(each),
  );
  if (first === undefined) return [];
  return [{ name: 'Public', endpoints: [first, ...others], requestsPerFiveMinutes: 100, totalPerFiveMinutes: 10_000 }];
}

/** Labels of the requests that one limit holds; rate rules behind read them. */
export const callerNamespace = (limit: number) => `portcullis:guard:caller-${limit}:`;
export const totalNamespace = (limit: number) => `portcullis:guard:total-${limit}:`;

/** Notes that a request goes to a guarded endpoint. However many there are, they take no rate rules of their own. */
export const guardRules = (guards: readonly EndpointGuard[], routes: Routes): readonly FirewallRule[] =>
  guards.map(({ name, endpoints, requestsPerFiveMinutes, totalPerFiveMinutes }) => ({
    name: `Guard${name}`,
    statement: routes.of(endpoints),
    action: countAndLabel,
    labels: [`${callerNamespace(requestsPerFiveMinutes)}${name}`, `${totalNamespace(totalPerFiveMinutes)}${name}`],
  }));
