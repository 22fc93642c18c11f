import type { JsonObject } from '../../json.ts';
import { invalidParameter } from '../refusals.ts';
import type { Room } from '../room.ts';
import type { AllowedAuthFlow } from '../user-pool.ts';
import type { Initiation } from './initiation.ts';
import { signInWithChoice } from './with-choice.ts';
import { signInWithCustomChallenge } from './with-custom-challenge.ts';
import { signInWithPassword } from './with-password.ts';
import { signInWithRefreshToken } from './with-refresh-token.ts';
import { signInWithSrp } from './with-srp.ts';

interface Flow {
  /** What the client's `ExplicitAuthFlows` must hold. */
  readonly allowedBy: AllowedAuthFlow;
  /** Whether anyone may begin it, or the administrator, or both. */
  readonly openTo: readonly ('anyone' | 'administrator')[];
  readonly run: (room: Room, initiation: Initiation) => JsonObject | Promise<JsonObject>;
}

const refresh: Flow = {
  allowedBy: 'ALLOW_REFRESH_TOKEN_AUTH',
  openTo: ['anyone', 'administrator'],
  run: signInWithRefreshToken,
};

const passwordOfAdministrator: Flow = {
  allowedBy: 'ALLOW_ADMIN_USER_PASSWORD_AUTH',
  openTo: ['administrator'],
  run: signInWithPassword,
};

/** Every `AuthFlow` that AWS knows. */
const flows = {
  USER_SRP_AUTH: {
    allowedBy: 'ALLOW_USER_SRP_AUTH',
    openTo: ['anyone', 'administrator'],
    run: signInWithSrp,
  },
  USER_PASSWORD_AUTH: { allowedBy: 'ALLOW_USER_PASSWORD_AUTH', openTo: ['anyone'], run: signInWithPassword },
  ADMIN_USER_PASSWORD_AUTH: passwordOfAdministrator,
  ADMIN_NO_SRP_AUTH: passwordOfAdministrator,
  REFRESH_TOKEN_AUTH: refresh,
  REFRESH_TOKEN: refresh,
  USER_AUTH: { allowedBy: 'ALLOW_USER_AUTH', openTo: ['anyone', 'administrator'], run: signInWithChoice },
  CUSTOM_AUTH: {
    allowedBy: 'ALLOW_CUSTOM_AUTH',
    openTo: ['anyone', 'administrator'],
    run: signInWithCustomChallenge,
  },
} as const satisfies Record<string, Flow>;

export type FlowName = keyof typeof flows;
// The keys of the table above.
export const flowNames = Object.keys(flows) as [FlowName, ...FlowName[]];

/** @throws AwsError InvalidParameterException for a flow that is not for the caller, or that the client does not allow */
export function initiate(
  room: Room,
  name: FlowName,
  caller: 'anyone' | 'administrator',
  initiation: Initiation,
): JsonObject | Promise<JsonObject> {
  const flow: Flow = flows[name];
  if (!flow.openTo.includes(caller)) throw invalidParameter(`AuthFlow ${name} is not for this operation`);
  if (!initiation.client.authFlows.includes(flow.allowedBy)) {
    throw invalidParameter(`${name} flow not enabled for this client`);
  }
  if (initiation.session !== undefined && flow.allowedBy !== 'ALLOW_USER_AUTH') {
    throw invalidParameter('Session is for USER_AUTH');
  }
  return flow.run(room, initiation);
}
