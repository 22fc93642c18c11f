import { AwsError, type HttpRequest, type HttpResponse } from '../../aws-service.ts';
import { finishAuthorization } from '../oauth/finish-authorization.ts';
import { parseForm } from '../oauth/form.ts';
import { OauthError } from '../oauth/oauth-error.ts';
import { redirect, withParameters } from '../oauth/redirect.ts';
import type { Room } from '../room.ts';
import type { LoginStep } from '../store/login-transactions.ts';
import type { User } from '../store/users.ts';
import { authorize } from './authorize.ts';
import { sessionCookie } from './cookies.ts';
import { toLoginRoom } from './login-room.ts';
import { openAddPasskey, tooManyPasskeys } from './open-add-passkey.ts';
import { errorPage } from './page/error-page.ts';
import { formPage } from './page/form-page.ts';
import { type Entered, linkedSteps } from './screen.ts';
import { formOf, submitTo } from './screens/screens.ts';
import { addressOf, findVisit, isOwnForm, type Visit } from './visit.ts';

/** More than any form of ours is long. */
const longestFormBytes = 16_384;

const over = () => errorPage(400, 'This sign-in is over, or belongs to another browser.');

/** `/login`: shows the step of a visit, and takes what was entered there. Without a visit, it is `/oauth2/authorize`. */
export async function login(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method === 'POST') return submit(room, request);
  const query = new URLSearchParams(request.query);
  if (!query.has('transaction')) return authorize(room, request);
  if (request.method !== 'GET') return errorPage(405, 'The page is read with GET and answered with POST.');
  const visit = findVisit(room, request, query.get('transaction') ?? undefined);
  if (visit === undefined) return over();
  const wanted = linkedSteps.find((step) => step === query.get('step'));
  if (wanted !== undefined) return goTo(room, visit, { name: wanted });
  const { notice } = visit.transaction;
  return formPage({ visit, form: formOf(visit), notice });
}

async function submit(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (!(request.body.length <= longestFormBytes)) return errorPage(413, 'What was sent is too long.');
  const entered = enteredIn(request);
  const visit = entered && findVisit(room, request, entered.get('transaction'));
  if (entered === undefined || visit === undefined) return over();
  if (!isOwnForm(visit, request, entered.get('csrf'))) return errorPage(403, 'The form did not come from this page.');
  // A tab that was left behind shows an older step.
  if (entered.get('step') !== visit.transaction.step.name) return redirect(addressOf(visit.id), { status: 303 });
  const outcome = await submitTo(toLoginRoom(room), visit, entered);
  if (outcome.kind === 'problem') {
    return formPage({ visit, form: formOf(visit), problems: outcome.problems, entered });
  }
  if (outcome.kind === 'leave') return leaveWithoutCode(room, visit);
  return outcome.kind === 'next' ? goTo(room, visit, outcome.step, outcome.notice) : leave(room, visit, outcome.user);
}

function enteredIn(request: HttpRequest): Entered | undefined {
  try {
    return parseForm(request);
  } catch (error) {
    if (error instanceof OauthError) return undefined;
    throw error;
  }
}

/** Shown by a request of its own, so that reloading the page sends nothing twice. */
function goTo(room: Room, { id, transaction }: Visit, step: LoginStep, notice?: string): HttpResponse {
  room.loginTransactions.update(id, { ...transaction, step, notice });
  return redirect(addressOf(id), { status: 303 });
}

/** Back to the app. Of two answers at once, one gets the code. */
async function leave(room: Room, visit: Visit, user: User): Promise<HttpResponse> {
  const { id, pool, transaction } = visit;
  if (transaction.addsPasskey) return goToAddPasskey(room, visit, user);
  if (!room.loginTransactions.close(id)) return over();
  const { token, authenticatedAt } = room.browserSessions.open(user);
  const location = await finishAuthorization(room, transaction.request, user, authenticatedAt);
  return redirect(location, { status: 303, cookie: sessionCookie(pool, token) });
}

/** Who came for a passkey has signed in now, and makes it. */
function goToAddPasskey(room: Room, visit: Visit, user: User): HttpResponse {
  try {
    const step = openAddPasskey(room, visit, user);
    const { token } = room.browserSessions.open(user);
    room.loginTransactions.update(visit.id, { ...visit.transaction, step });
    return redirect(addressOf(visit.id), { status: 303, cookie: sessionCookie(visit.pool, token) });
  } catch (error) {
    if (error instanceof AwsError) return errorPage(400, tooManyPasskeys);
    throw error;
  }
}

function leaveWithoutCode(room: Room, { id, transaction }: Visit): HttpResponse {
  if (!room.loginTransactions.close(id)) return over();
  const { redirectUri, state } = transaction.request;
  return redirect(state === undefined ? redirectUri : withParameters(redirectUri, 'query', { state }), { status: 303 });
}
