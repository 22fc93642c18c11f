import type { Deliver, Delivery } from '../../delivery.ts';
import type { EventInvokeConfig } from './event-invoke-config.ts';
import { type Outcome, toBusEvent, toInvocationRecord } from './invocation-record.ts';

export interface Sender {
  readonly roleArn: string;
  readonly config: EventInvokeConfig;
  /** A queue or topic that gets the event itself. */
  readonly deadLetterArn: string | undefined;
}

/**
 * Sends what became of an event where the template says, in the role of the function. A target that refuses is reported,
 * and the others are tried: the event is over all the same, as on AWS.
 */
export const sendOutcome = async (
  outcome: Outcome,
  sender: Sender,
  options: { readonly deliver: Deliver; readonly nowMillis: number; readonly report: (problem: string) => void },
): Promise<void> => {
  for (const delivery of deliveriesOf(outcome, sender, options.nowMillis)) {
    try {
      await options.deliver(delivery);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      options.report(`The outcome of ${outcome.event.requestId} did not reach ${delivery.targetArn}: ${reason}`);
    }
  }
};

const deliveriesOf = (outcome: Outcome, { roleArn, config, deadLetterArn }: Sender, nowMillis: number): Delivery[] => {
  const { event, condition } = outcome;
  const source = { principal: 'lambda.amazonaws.com', arn: event.functionArn, roleArn };
  const deliveries: Delivery[] = [];
  const destination = condition === 'Success' ? config.onSuccess : config.onFailure;
  if (destination !== undefined) {
    const record = toInvocationRecord(outcome, nowMillis);
    const isBus = destination.split(':')[2] === 'events';
    const payload = isBus ? toBusEvent(record, outcome, destination) : record;
    deliveries.push({ targetArn: destination, payload, source });
  }
  if (deadLetterArn !== undefined && condition !== 'Success') {
    const messageAttributes = {
      RequestID: textAttribute(event.requestId),
      ErrorCode: { DataType: 'Number', StringValue: '200' },
      ErrorMessage: textAttribute(errorMessageOf(outcome).slice(0, ERROR_MESSAGE_LIMIT)),
    };
    deliveries.push({ targetArn: deadLetterArn, payload: JSON.parse(event.payload), messageAttributes, source });
  }
  return deliveries;
};

const textAttribute = (StringValue: string) => ({ DataType: 'String', StringValue });

/** AWS cuts the message at one kilobyte. */
const ERROR_MESSAGE_LIMIT = 1_024;

const errorMessageOf = ({ response, condition }: Outcome): string =>
  String(Object(response?.payload)['errorMessage'] ?? condition);
