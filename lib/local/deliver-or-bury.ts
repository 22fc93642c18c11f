import type { Deliver, Delivery } from './delivery.ts';

/**
 * Hands a message over; what is refused goes to the dead-letter queue, if there is one. Targets of this machine take a
 * message at once or never, so nothing is tried again; a function that took an event is retried by Lambda itself.
 */
export const deliverOrBury = async (
  { deliver, report }: { readonly deliver: Deliver; readonly report: (error: unknown) => void },
  delivery: Delivery,
  deadLetterArn: string | undefined,
): Promise<void> => {
  try {
    await deliver(delivery);
  } catch (error) {
    if (deadLetterArn === undefined) return report(error);
    await deliver({ ...delivery, targetArn: deadLetterArn }).catch(report);
  }
};
