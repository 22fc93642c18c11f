import type { Json } from './json.ts';

/** Attributes of a message, as SNS and SQS write them. */
export type DeliveredAttributes = Readonly<
  Record<
    string,
    {
      readonly DataType: string;
      readonly StringValue?: string | undefined;
      readonly BinaryValue?: string | undefined;
    }
  >
>;

/** A message from one service of this machine to a resource of another. */
export interface Delivery {
  /** A function, queue, topic, event bus or state machine of the template. */
  readonly targetArn: string;
  /** What a function gets as its event, and a queue or topic as its message, in JSON. */
  readonly payload: Json;
  /** What a queue gets instead of the payload's JSON: a text that is no JSON, as raw delivery of a topic sends it. */
  readonly text?: string | undefined;
  /** What a queue gets beside the body. */
  readonly messageAttributes?: DeliveredAttributes | undefined;
  /** For a FIFO queue. */
  readonly messageGroupId?: string | undefined;
  readonly messageDeduplicationId?: string | undefined;
  /** Who sends: the resource policy of the target must let it, unless `roleArn` names a role that may. */
  readonly source: {
    /** `scheduler.amazonaws.com` */
    readonly principal: string;
    /** The rule, schedule, topic or function that it is sent for. */
    readonly arn: string;
    /** The role in which the service acts, where the resource names one. */
    readonly roleArn?: string;
  };
}

/**
 * Hands a message over, as EventBridge, SNS or Lambda's destinations do. Settled when the target has taken it, which
 * for a function means that the event is queued.
 *
 * @throws AwsError when there is no such target, it is of a kind that is not delivered to here, or the sender may not
 */
export type Deliver = (delivery: Delivery) => Promise<void>;
