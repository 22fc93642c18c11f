import { AwsError } from '../../aws-service.ts';

/** Lets work begin as far as there is room, in the order in which it came. */
export type Turnstile = <Result>(work: () => Promise<Result>) => Promise<Result>;

/**
 * Keeps costly work from crowding out everything else.
 *
 * @throws AwsError TooManyRequestsException, from the turnstile, when too many wait already
 */
export function createTurnstile({ atOnce, waiting }: { readonly atOnce: number; readonly waiting: number }): Turnstile {
  const queue: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= atOnce) {
      if (!(queue.length < waiting)) throw new AwsError('TooManyRequestsException', 'Too many requests');
      // Whoever leaves hands over its place, so that nobody slips in between.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
