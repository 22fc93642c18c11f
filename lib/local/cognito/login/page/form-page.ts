import type { HttpResponse } from '../../../aws-service.ts';
import { type Html, html } from '../../../html.ts';
import type { Ceremony, Choice, Entered, Field, Form, FormProblem } from '../screen.ts';
import type { Visit } from '../visit.ts';
import { formTargetOf, toResponse } from './page.ts';

/** What is shown beside the form itself. */
export interface Shown {
  readonly visit: Visit;
  readonly form: Form;
  readonly notice?: string | undefined;
  readonly problems?: readonly FormProblem[];
  /** Shown again, but never a password or a code. */
  readonly entered?: Entered;
}

/** One step as a page. One with problems is a 400, so that no browser offers to keep a wrong password. */
export function formPage({ visit, form, notice, problems = [], entered = new Map() }: Shown): HttpResponse {
  const { id, pool, transaction, origin } = visit;
  const first = form.fields[0]?.name;
  return toResponse({
    status: problems.length > 0 ? 400 : 200,
    title: problems.length > 0 ? `Problem: ${form.title}` : form.title,
    owner: pool.name,
    formTargets: [formTargetOf(transaction.request.redirectUri)],
    scriptFrom: form.ceremony && origin,
    body: html`<h1>${form.title}</h1>
${notice !== undefined && html`<p class="notice" role="status">${notice}</p>`}
${problems.length > 0 && summary(problems, form)}
${form.intro instanceof Object ? form.intro : form.intro !== undefined && html`<p>${form.intro}</p>`}
<form method="post" action="/login" novalidate${form.ceremony !== undefined && ceremonyAttributes(form.ceremony)}>
<input type="hidden" name="transaction" value="${id}">
<input type="hidden" name="csrf" value="${transaction.csrf}">
<input type="hidden" name="step" value="${transaction.step.name}">
${form.ceremony !== undefined && ceremonyHtml}
${form.fields.map((field) =>
  fieldHtml(field, {
    problem: problems.find((each) => each.field === field.name)?.message,
    value: field.kind === 'password' || field.kind === 'code' ? undefined : (entered.get(field.name) ?? field.value),
    focused: problems.length === 0 && field.name === first,
  }),
)}
${form.choice !== undefined && choiceHtml(form.choice, problems.find(({ field }) => field === form.choice?.name)?.message)}
<button type="submit">${form.submit}</button>
${form.alternative !== undefined && html`<button class="second" type="submit" name="alternative" value="yes">${form.alternative}</button>`}
</form>
${linksHtml(id, form.links ?? [])}`,
  });
}

const ceremonyAttributes = ({ method, options }: Ceremony): Html =>
  html` data-ceremony="${method}" data-options="${options}"`;

/** Filled in, and shown, by the script. */
const ceremonyHtml = html`<input type="hidden" name="credential" value="">
<noscript><p class="wrong">Passkeys need JavaScript, which is off in this browser.</p></noscript>
<p class="wrong" id="ceremony-failed" role="alert" hidden>Your device did not use a passkey. Try again, or go another way.</p>`;

/** Takes the focus, names every problem, and leads to its field (WCAG 2.2, 3.3.1). */
const summary = (
  problems: readonly FormProblem[],
  form: Form,
): Html => html`<div class="problems" role="alert" aria-labelledby="problems" tabindex="-1" autofocus>
<h2 id="problems">There is a problem</h2>
<ul>${problems.map(({ field, message }) => {
  const target = field ?? form.fields[0]?.name;
  return target === undefined ? html`<li>${message}</li>` : html`<li><a href="#${target}">${message}</a></li>`;
})}</ul>
</div>`;

const inputs = {
  text: { type: 'text', extra: html` autocapitalize="none" spellcheck="false"` },
  email: { type: 'email', extra: html`` },
  tel: { type: 'tel', extra: html`` },
  password: { type: 'password', extra: html`` },
  code: { type: 'text', extra: html` inputmode="numeric" maxlength="16"` },
} as const satisfies Record<Field['kind'], { readonly type: string; readonly extra: Html }>;

function fieldHtml(
  { name, label, kind, autocomplete, hint }: Field,
  shown: { readonly problem: string | undefined; readonly value: string | undefined; readonly focused: boolean },
): Html {
  const described = [hint && `${name}-hint`, shown.problem && `${name}-problem`].filter(Boolean).join(' ');
  const { type, extra } = inputs[kind];
  return html`<div class="field">
<label for="${name}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${name}-hint">${hint}</p>`}
${shown.problem !== undefined && html`<p class="wrong" id="${name}-problem">${shown.problem}</p>`}
<input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" required${extra}${
    described !== '' && html` aria-describedby="${described}"`
  }${shown.problem !== undefined && html` aria-invalid="true"`}${
    shown.value !== undefined && html` value="${shown.value}"`
  }${shown.focused && html` autofocus`}>
</div>`;
}

const choiceHtml = ({ name, legend, options }: Choice, problem: string | undefined): Html => html`<fieldset>
<legend>${legend}</legend>
${problem !== undefined && html`<p class="wrong">${problem}</p>`}
${options.map(
  ({ value, label }, index) =>
    html`<label class="choice"><input${index === 0 && html` id="${name}"`} type="radio" name="${name}" value="${value}" required> ${label}</label>`,
)}
</fieldset>`;

const linksHtml = (id: string, links: NonNullable<Form['links']>): Html | false =>
  links.length > 0 &&
  html`<nav aria-label="Other ways">
<ul>${links.map(({ to, text }) => html`<li><a href="/login?transaction=${id}&amp;step=${to}">${text}</a></li>`)}</ul>
</nav>`;
