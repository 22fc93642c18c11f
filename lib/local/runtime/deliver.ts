import { AwsError } from '../aws-service.ts';
import type { Deliver, Delivery } from '../delivery.ts';
import type { IamService } from '../iam/index.ts';

/** One kind of resource that takes messages from other services. */
export interface DeliveryTarget {
  /** What a sender needs, of the role it acts in or of the resource's policy: `sqs:SendMessage`. */
  readonly action: string;
  /**
   * Whether the resource lets a service in that acts in no role.
   *
   * @default what IAM says of the resource's policy
   */
  admits?(delivery: Delivery): boolean;
  /** Settled when it is kept. @throws AwsError when there is no such resource, or it does not take the message */
  take(delivery: Delivery): void | Promise<void>;
}

export interface DeliverOptions {
  readonly iam: Pick<IamService, 'decide' | 'decideForService' | 'mayBeAssumedBy'>;
  /** By the service in the target's ARN: `lambda`, `sqs`, `sns`, `events`. */
  readonly targets: ReadonlyMap<string, DeliveryTarget>;
}

/**
 * Hands messages from one local service to another, as far as AWS would let them: in the role that the source names, or
 * by the policy of the target.
 */
export const createDeliver =
  ({ iam, targets }: DeliverOptions): Deliver =>
  async (delivery) => {
    const { targetArn } = delivery;
    const target = targets.get(targetArn.split(':')[2] ?? '');
    if (target === undefined) {
      throw new AwsError('InvalidParameterValueException', `The local runtime delivers nothing to ${targetArn}`);
    }
    if (!isAdmitted(delivery, target, iam)) throw notAuthorized(delivery, target);
    await target.take(delivery);
  };

const LAMBDA = 'lambda.amazonaws.com';

const isAdmitted = (delivery: Delivery, target: DeliveryTarget, iam: DeliverOptions['iam']): boolean => {
  const { targetArn: resource, source } = delivery;
  const { action } = target;
  if (source.roleArn !== undefined) {
    const { principal, roleArn, arn } = source;
    // A destination of a function is its own use of its role.
    const actor = principal === LAMBDA ? { functionArn: arn } : {};
    const isAssumed = iam.mayBeAssumedBy(roleArn, principal, { sourceArn: assumingArn(source.arn) });
    return isAssumed && iam.decide({ roleArn, action, resource, ...actor }) === 'allowed';
  }
  if (target.admits !== undefined) return target.admits(delivery);
  const request = { principal: source.principal, action, resource, sourceArn: source.arn };
  return iam.decideForService(request) === 'allowed';
};

/** EventBridge Scheduler assumes a role for the group of a schedule ("Confused deputy prevention" in its user guide). */
const assumingArn = (sourceArn: string): string =>
  sourceArn.replace(/:schedule\/([^/]+)\/[^/]+$/, ':schedule-group/$1');

const notAuthorized = ({ targetArn, source }: Delivery, { action }: DeliveryTarget): AwsError => {
  const sender = source.roleArn ?? `${source.principal} for ${source.arn}`;
  return new AwsError('AccessDeniedException', `${sender} is not authorized to perform: ${action} on ${targetArn}`, {
    status: 403,
  });
};
