import type { IncomingMessage } from 'node:http';

const NAME = '__Host-portcullis-console';
const ATTRIBUTES = 'Path=/; Secure; HttpOnly; SameSite=Strict';

/** The session id that the request brings, unless it brings several. */
export function readSessionId({ headers }: IncomingMessage): string | undefined {
  const ids = (headers.cookie ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${NAME}=`))
    .map((pair) => pair.slice(NAME.length + 1));
  return ids.length === 1 ? ids[0] : undefined;
}

export const sessionCookie = (sessionId: string): string => `${NAME}=${sessionId}; ${ATTRIBUTES}`;

export const noSessionCookie = `${NAME}=; ${ATTRIBUTES}; Max-Age=0`;
