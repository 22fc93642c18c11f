import { AwsError } from '../../../aws-service.ts';
import { type AwsChallengeName, challengeNames, respond } from '../../sign-in/respond.ts';
import { type ChallengeForm, type ChallengeStep, challengeForms } from '../challenge-forms.ts';
import { discreet, secretHashOf } from '../login-room.ts';
import { nextStep } from '../next-step.ts';
import { isProblems, type Outcome, type Screen } from '../screen.ts';
import { isLockedOut, toProblem } from '../to-problem.ts';

/** Any challenge of the core: code, new password, choice of a factor. */
export const challengeScreen: Screen<ChallengeStep> = {
  form: (visit, step) => ({
    ...formOf(step).form(visit, step),
    links: [{ to: 'sign-in', text: 'Start again' }],
  }),
  async submit(room, visit, step, entered) {
    const { pool, client } = visit;
    const { answer, field } = formOf(step);
    const given = answer(entered, step);
    if (isProblems(given)) return { kind: 'problem', problems: given };
    try {
      const responses = { USERNAME: step.username, ...given, ...secretHashOf(room, client, step.username) };
      const request = { pool, client: discreet(client), responses, token: step.session, clientMetadata: undefined };
      return await nextStep(room, visit, step.username, await respond(room, nameOf(step), request));
    } catch (error) {
      return isOver(error) ? startAgain : toProblem(error, field);
    }
  },
};

/** The session of the challenge is gone: used elsewhere, or too old. */
export const isOver = (error: unknown): boolean =>
  error instanceof AwsError && error.code === 'NotAuthorizedException' && !isLockedOut(error);

export const startAgain: Outcome = {
  kind: 'next',
  step: { name: 'sign-in' },
  notice: 'Your sign-in took too long, or was ended. Sign in again.',
};

function formOf({ challenge }: ChallengeStep): ChallengeForm {
  const form = challengeForms.get(challenge);
  if (form === undefined) throw new Error(`the page does not ask ${challenge}`);
  return form;
}

function nameOf({ challenge }: ChallengeStep): AwsChallengeName {
  const name = challengeNames.find((each) => each === challenge);
  if (name === undefined) throw new Error(`the core does not ask ${challenge}`);
  return name;
}
