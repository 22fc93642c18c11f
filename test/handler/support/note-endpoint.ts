import * as z from 'zod';
import { bearer, endpoint } from '../../../lib/contract/index.ts';
import { type Answer, handleWith, type Implementation, type Observer, reply } from '../../../lib/handler/index.ts';
import { withRoles } from './gateway-event.ts';

/** An endpoint that uses every part of a contract once. */
export const putNote = endpoint({
  route: 'PUT /notes/{noteId}',
  summary: 'Write a note',
  access: bearer({ scopes: ['bank/notes.write', 'bank/notes.admin'] }),
  permission: 'notes:write',
  effect: 'changes',
  request: {
    path: z.strictObject({ noteId: z.string().regex(/^n\d+$/) }),
    query: z.strictObject({ limit: z.string().regex(/^\d+$/).default('5') }),
    headers: z.strictObject({ 'x-tenant': z.string().max(10) }),
    body: z.strictObject({ text: z.string().max(20), pages: z.int().min(1) }),
  },
  responses: { 200: z.strictObject({ text: z.string() }), 204: null },
  problems: { 'note-locked': { status: 409, title: 'The note is locked' } },
  limits: { bodyBytes: 200, timeoutMillis: 50 },
  idempotency: 'required',
});

type NoteImplementation = typeof putNote extends Parameters<ReturnType<typeof handleWith>>[0]
  ? Implementation<
      typeof putNote.request,
      typeof putNote.responses,
      typeof putNote.problems,
      typeof putNote.access,
      typeof putNote.idempotency
    >
  : never;

/** Remembers what it was told. */
function recordingObserver(): Observer & { readonly answers: Answer[] } {
  const answers: Answer[] = [];
  const ignore = () => {};
  return {
    answers,
    log: () => ({ debug: ignore, info: ignore, warn: ignore, error: ignore }),
    answered: (answer) => void answers.push(answer),
  };
}

/** The endpoint as a Lambda function that customers may call, and what its observer was told. */
export function noteFunction(implementation: NoteImplementation = ({ body }) => reply(200, { text: body.text })) {
  const observer = recordingObserver();
  const handler = withRoles('customer,operator', () =>
    handleWith(observer)(putNote, implementation, { repeats: 'own transaction' }),
  );
  return { handler, answers: observer.answers };
}
