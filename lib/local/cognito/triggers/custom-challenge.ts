import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import type { Room } from '../room.ts';
import type { ChallengeResult } from '../store/challenge-sessions.ts';
import type { User } from '../store/users.ts';
import { type Occasion, runTrigger } from './run-trigger.ts';
import { metadata, toTriggerAttributes } from './user-attributes.ts';

/** Who signs in by CUSTOM_AUTH; nobody, where that must not show. */
export interface CustomSignIn {
  readonly occasion: Occasion;
  readonly user: User | undefined;
  readonly results: readonly ChallengeResult[];
  readonly clientMetadata: JsonObject | undefined;
}

const flag = z.boolean().nullish();
const decision = z.object({ challengeName: z.string().nullish(), issueTokens: flag, failAuthentication: flag });
const strings = z.record(z.string(), z.string());
const creation = z.object({
  publicChallengeParameters: strings.nullish(),
  privateChallengeParameters: strings.nullish(),
  challengeMetadata: z.string().nullish(),
});
const verdict = z.object({ answerCorrect: flag });

const whoIs = ({ user }: CustomSignIn): JsonObject => ({
  userAttributes: user === undefined ? {} : toTriggerAttributes(user),
  userNotFound: user === undefined,
});

const soFar = ({ results }: CustomSignIn) => results.map((result) => ({ ...result }));

export const defineAuthChallenge = (room: Room, it: CustomSignIn) =>
  runTrigger(room, it.occasion, {
    ...{ name: 'DefineAuthChallenge', source: 'DefineAuthChallenge_Authentication', answer: decision },
    request: { ...whoIs(it), session: soFar(it), ...metadata(it.clientMetadata) },
    response: { challengeName: null, issueTokens: null, failAuthentication: null },
  });

export const createAuthChallenge = (room: Room, it: CustomSignIn) =>
  runTrigger(room, it.occasion, {
    ...{ name: 'CreateAuthChallenge', source: 'CreateAuthChallenge_Authentication', answer: creation },
    request: { ...whoIs(it), challengeName: 'CUSTOM_CHALLENGE', session: soFar(it), ...metadata(it.clientMetadata) },
    response: { publicChallengeParameters: null, privateChallengeParameters: null, challengeMetadata: null },
  });

export const verifyAuthChallengeResponse = (
  room: Room,
  it: CustomSignIn,
  challengeAnswer: string,
  privateChallengeParameters: Readonly<Record<string, string>>,
) =>
  runTrigger(room, it.occasion, {
    ...{ name: 'VerifyAuthChallengeResponse', source: 'VerifyAuthChallengeResponse_Authentication', answer: verdict },
    request: { ...whoIs(it), privateChallengeParameters, challengeAnswer, ...metadata(it.clientMetadata) },
    response: { answerCorrect: null },
  });
