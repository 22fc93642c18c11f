import * as z from 'zod';
import type { Json, JsonObject } from '../../json.ts';
import type { TokenContents } from './claims.ts';

const strings = z.array(z.string()).nullish();
const claims = z.record(z.string(), z.json()).nullish();
const groupOverride = z
  .object({ groupsToOverride: strings, iamRolesToOverride: strings, preferredRole: z.string().nullish() })
  .nullish();

const tokenOverride = z.object({ claimsToAddOrOverride: claims, claimsToSuppress: strings }).nullish();

const accessOverride = z
  .object({
    claimsToAddOrOverride: claims,
    claimsToSuppress: strings,
    scopesToAdd: z.array(z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]+$/)).nullish(),
    scopesToSuppress: strings,
  })
  .nullish();

/** What a trigger wants changed. */
export interface Overrides {
  readonly id: z.infer<typeof tokenOverride>;
  readonly access: z.infer<typeof accessOverride>;
  readonly groups: z.infer<typeof groupOverride>;
}

/** The answers to the versions of the event, read as one. */
const second = z
  .object({
    claimsAndScopeOverrideDetails: z
      .object({
        idTokenGeneration: tokenOverride,
        accessTokenGeneration: accessOverride,
        groupOverrideDetails: groupOverride,
      })
      .nullish(),
  })
  .transform(
    ({ claimsAndScopeOverrideDetails: details }): Overrides => ({
      id: details?.idTokenGeneration,
      access: details?.accessTokenGeneration,
      groups: details?.groupOverrideDetails,
    }),
  );

export const overridesOf = {
  V1_0: z
    .object({
      claimsOverrideDetails: z
        .object({
          claimsToAddOrOverride: z.record(z.string(), z.string()).nullish(),
          claimsToSuppress: strings,
          groupOverrideDetails: groupOverride,
        })
        .nullish(),
    })
    .transform(
      ({ claimsOverrideDetails: details }): Overrides => ({
        id: details,
        access: undefined,
        groups: details?.groupOverrideDetails,
      }),
    ),
  V2_0: second,
  V3_0: second,
} as const;

/** The contents as the trigger wants them, as far as it may. */
export function applyOverrides(contents: TokenContents, { id, access, groups }: Overrides): TokenContents {
  return {
    ...contents,
    groups: groups?.groupsToOverride ?? contents.groups,
    roles: groups?.iamRolesToOverride ?? contents.roles,
    preferredRole: groups?.preferredRole ?? contents.preferredRole,
    scopes: scopesAfter(contents.scopes, access),
    idClaims: changesOf(id),
    accessClaims: changesOf(access),
  };
}

/** What a trigger makes of a program's token. */
export const grantedByTrigger = (
  scopes: readonly string[],
  { access }: Overrides,
): { readonly scopes: readonly string[]; readonly claims: JsonObject } => ({
  scopes: scopesAfter(scopes, access),
  claims: changesOf(access),
});

/** A trigger may take Cognito's own scopes away, never give them. */
function scopesAfter(scopes: readonly string[], access: Overrides['access']): readonly string[] {
  const suppressed = new Set(access?.scopesToSuppress ?? []);
  const wanted = new Set([...scopes, ...(access?.scopesToAdd ?? []).filter(isGivable)]);
  return [...wanted].filter((scope) => !suppressed.has(scope));
}

const isGivable = (scope: string): boolean => !scope.startsWith('aws.cognito');

/** Cognito ignores changes to the claims that say who is who; suppressing wins over adding. */
function changesOf(
  override:
    | {
        readonly claimsToAddOrOverride?: Readonly<Record<string, Json>> | null | undefined;
        readonly claimsToSuppress?: readonly string[] | null | undefined;
      }
    | null
    | undefined,
): JsonObject {
  const added = Object.entries(override?.claimsToAddOrOverride ?? {});
  const suppressed = (override?.claimsToSuppress ?? []).map((name) => [name, undefined] as const);
  return Object.fromEntries([...added, ...suppressed].filter(([name]) => isChangeable(name)));
}

const fixedClaims: ReadonlySet<string> = new Set([
  ...['acr', 'amr', 'at_hash', 'aud', 'auth_time', 'azp', 'client_id', 'device_key', 'event_id', 'exp', 'iat'],
  ...['identities', 'iss', 'jti', 'nbf', 'nonce', 'origin_jti', 'scope', 'sub', 'token_use', 'username', 'version'],
]);

const isChangeable = (name: string): boolean =>
  !fixedClaims.has(name) && !name.startsWith('cognito:') && !name.startsWith('dev:');
