import { AwsError, type HttpRequest, type HttpResponse } from '../../aws-service.ts';
import { html } from '../../html.ts';
import { confirmSignUp } from '../accounts/confirm-sign-up.ts';
import type { Room } from '../room.ts';
import { discreet } from './login-room.ts';
import { errorPage } from './page/error-page.ts';
import { toResponse } from './page/page.ts';

/**
 * `GET /confirmUser`: the link of a mail that confirms a sign-up.
 *
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-email-phone-verification.html
 */
export async function confirmUser(room: Room, request: HttpRequest): Promise<HttpResponse> {
  if (request.method !== 'GET') return errorPage(405, 'This address is the link of a mail.');
  const query = new URLSearchParams(request.query);
  const [username, code] = [query.get('user_name') ?? '', query.get('confirmation_code') ?? ''];
  const client = room.declared.findClient(query.get('client_id') ?? '');
  const pool = client && room.declared.pool(client.userPoolId);
  const over = errorPage(400, 'This link is wrong, was used before, or is too old.');
  if (client === undefined || pool?.domain === undefined) return over;
  try {
    const confirmation = { username, code, forceAliasCreation: false, clientMetadata: undefined };
    await confirmSignUp(room, { pool, client: discreet(client), ...confirmation });
  } catch (error) {
    // Why not would tell who exists.
    if (error instanceof AwsError) return over;
    throw error;
  }
  return toResponse({
    ...{ status: 200, title: 'Your account is confirmed', owner: pool.name },
    body: html`<h1>Your account is confirmed</h1>
<p>Go back to the app, and sign in.</p>`,
  });
}
