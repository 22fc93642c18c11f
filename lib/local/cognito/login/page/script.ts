import { createHash } from 'node:crypto';
import type { HttpResponse } from '../../../aws-service.ts';

/** Where the one script of the login page stands. */
export const scriptPath = '/passkeys/script.js';

/**
 * Does with `navigator.credentials` what the form says, and sends what came of it. A form without a ceremony, and a button
 * that leads elsewhere, it leaves alone.
 */
const script = `'use strict';
const form = document.querySelector('form[data-ceremony]');
const failed = document.getElementById('ceremony-failed');
form?.addEventListener('submit', async (event) => {
  if (event.submitter?.name === 'alternative') return;
  event.preventDefault();
  failed.hidden = true;
  try {
    const isNew = form.dataset.ceremony === 'create';
    const options = JSON.parse(form.dataset.options);
    const credential = isNew
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    failed.hidden = false;
  }
});
`;

/** What the page's element names, so that nothing else runs from that address (Subresource Integrity). */
export const scriptIntegrity = `sha256-${createHash('sha256').update(script).digest('base64')}`;

export const scriptResponse = (): HttpResponse => ({
  status: 200,
  headers: {
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'same-origin',
  },
  body: script,
});
