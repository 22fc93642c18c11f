import type { Right } from '../../../aws-service.ts';
import type { Json } from '../../../json.ts';

/** The right to act on a stream. What names none needs the right to all of them, and is refused later. */
export const rightToStream = (action: string, streamArn: Json | undefined): Right => ({
  action: `dynamodb:${action}`,
  resource: typeof streamArn === 'string' ? streamArn : '*',
});
