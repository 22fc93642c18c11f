import type { ResourceType } from '../resource-type.ts';
import { apiGatewayResourceTypes } from './api-gateway/index.ts';
import { cognitoResourceTypes } from './cognito/index.ts';
import { dynamoDbResourceTypes } from './dynamodb/index.ts';
import { eventsResourceTypes } from './events/index.ts';
import { iamResourceTypes } from './iam/index.ts';
import { kmsResourceTypes } from './kms/index.ts';
import { lambdaResourceTypes } from './lambda/index.ts';
import { logsResourceTypes } from './logs/index.ts';
import { schedulerResourceTypes } from './scheduler/index.ts';
import { secretsManagerResourceTypes } from './secrets-manager/index.ts';
import { sesResourceTypes } from './ses/index.ts';
import { snsResourceTypes } from './sns/index.ts';
import { sqsResourceTypes } from './sqs/index.ts';
import { ssmResourceTypes } from './ssm/index.ts';
import { wafResourceTypes } from './waf/index.ts';

const known: readonly ResourceType[] = [
  ...apiGatewayResourceTypes,
  ...cognitoResourceTypes,
  ...dynamoDbResourceTypes,
  ...iamResourceTypes,
  ...kmsResourceTypes,
  ...lambdaResourceTypes,
  ...logsResourceTypes,
  ...secretsManagerResourceTypes,
  ...sesResourceTypes,
  ...eventsResourceTypes,
  ...schedulerResourceTypes,
  ...snsResourceTypes,
  ...sqsResourceTypes,
  ...ssmResourceTypes,
  ...wafResourceTypes,
];

/** The CloudFormation resource types that the local runtime knows; every other one is refused. */
export const resourceTypes: ReadonlyMap<string, ResourceType> = new Map(known.map((each) => [each.type, each]));
