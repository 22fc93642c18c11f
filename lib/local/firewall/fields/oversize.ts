import * as z from 'zod';

export const oversizeHandling = z.enum(['CONTINUE', 'MATCH', 'NO_MATCH']);

/** What decides, before anything is looked at, when a part of the request is larger than what is inspected. */
export const oversizeAnswer = { MATCH: 'match', NO_MATCH: 'no-match', CONTINUE: undefined } as const;
