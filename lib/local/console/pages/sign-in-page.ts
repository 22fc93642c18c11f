import type { HttpResponse } from '../../aws-service.ts';
import { html } from '../../html.ts';
import { page } from '../page.ts';

/** Asks for the password, and says where it is. */
export const signInPage = (refusal?: { readonly status: number; readonly message: string }): HttpResponse =>
  page(
    'Sign in',
    html`${refusal !== undefined && html`<p role="alert">${refusal.message}</p>`}
<form method="post" action="/sign-in">
<p><label for="password">Password</label><br>
<input id="password" name="password" type="password" autocomplete="current-password" required autofocus aria-describedby="where"></p>
<p id="where"><code>portcullis console</code> prints it; it is in <code>console.json</code> of the state folder.</p>
<p><button>Sign in</button></p>
</form>`,
    { nav: false, ...(refusal === undefined ? {} : { status: refusal.status }) },
  );
