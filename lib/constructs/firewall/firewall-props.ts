import * as cdk from 'aws-cdk-lib';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Api, Endpoint } from '../../contract/index.ts';
import { isAbsentOrPositiveInteger, type PropsRule } from '../props-rule.ts';
import { longestBody } from './body-rules.ts';
import { MOST_CAPACITY_UNITS } from './capacity.ts';
import { LOG_NAME_PREFIX } from './firewall-log.ts';
import type { PaidGroups } from './managed-groups.ts';
import type { RateLimits } from './rate-rules.ts';
import type { FirewallRule } from './rule.ts';

/** What is asked of a bucket: a whole `IBucket` is more than the CDK's own `Bucket` is to a strict compiler. */
export type LogBucket = Pick<s3.IBucket, 'bucketArn' | 'bucketName' | 'node'>;

export interface FirewallProps extends RateLimits, PaidGroups {
  /** The contracts: what they do not declare does not pass. */
  readonly api: Api;
  /** Of the stage that it stands in front of. @default 'live', as of `SecureRestApi` */
  readonly stageName?: string;
  /**
   * `own-rules` adds regular expressions of our own against injection to what AWS's groups find: five regex pattern sets
   * of the ten that an account has at first, and about 1,400 capacity units, which costs 0.60 US dollars more for a million
   * requests.
   * @default 'own-rules'
   */
  readonly detection?: 'own-rules' | 'managed-groups';
  /**
   * Endpoints whose bodies name files, code or addresses of others, as attacks do: reports of leaks, logs, source. Rules
   * of our own leave these bodies alone, so their handlers must know who wrote them before they read them.
   * @default none
   */
  readonly unsearchedBodies?: readonly Endpoint[];
  /** Any rules beside: after those of the contracts, before those that look into values. @default none */
  readonly rules?: readonly FirewallRule[];
  /** Web ACL capacity units that the rules may cost together. @default 5000, more than which AWS refuses */
  readonly maxCapacityUnits?: number;
  /** How long the log of decisions is kept. @default one year */
  readonly logRetention?: logs.RetentionDays;
  /** Takes the log instead of a log group; its name begins with `aws-waf-logs-`. @default a log group */
  readonly logBucket?: LogBucket;
  /** Whether AWS keeps samples for the console: they show headers as they came, credentials among them. @default false */
  readonly sampledRequests?: boolean;
  /**
   * ARN of a CloudFront distribution in front of the API that AWS Shield Advanced protects: it protects no API itself.
   * 3,000 US dollars a month for the organisation, a year at least, and data transfer.
   * @default none
   */
  readonly shieldedDistributionArn?: string;
}

/** As many bytes of a body as AWS WAF inspects at most. */
export const MOST_INSPECTED_BYTES = 65_536;

const isLimit = (limit: number | undefined) => limit === undefined || (Number.isSafeInteger(limit) && limit >= 10);

/** Whether a bucket has a name that AWS WAF writes to, or one that is told at deployment; one that is made up is none. */
function isLogBucket({ bucketName, node }: LogBucket): boolean {
  const { defaultChild } = node;
  const name: unknown = cdk.Tokenization.resolve(
    defaultChild instanceof s3.CfnBucket ? defaultChild.bucketName : bucketName,
    { scope: node.root, resolver: new cdk.DefaultTokenResolver(new cdk.StringConcat()) },
  );
  return name !== undefined && (typeof name !== 'string' || name.startsWith(LOG_NAME_PREFIX));
}

const hasTwice = (all: readonly unknown[]) => new Set(all).size < all.length;

export const firewallPropsRules: readonly PropsRule<FirewallProps>[] = [
  {
    message: `AWS WAF inspects ${MOST_INSPECTED_BYTES} bytes of a body at most, and a contract allows more`,
    broken: ({ api }) => !(longestBody(api) <= MOST_INSPECTED_BYTES),
  },
  {
    message: 'requestsPerFiveMinutes is a whole number of at least 10',
    broken: ({ requestsPerFiveMinutes }) => !isLimit(requestsPerFiveMinutes),
  },
  {
    message: 'credentialRequestsPerFiveMinutes is a whole number of at least 10',
    broken: ({ credentialRequestsPerFiveMinutes }) => !isLimit(credentialRequestsPerFiveMinutes),
  },
  {
    message: 'a guard has a name of letters and digits, and limits of at least 10, the total the larger',
    broken: ({ guards = [] }) =>
      !guards.every(
        ({ name, requestsPerFiveMinutes, totalPerFiveMinutes }) =>
          /^[A-Za-z\d]{1,60}$/.test(name) &&
          isLimit(requestsPerFiveMinutes) &&
          isLimit(totalPerFiveMinutes) &&
          totalPerFiveMinutes >= requestsPerFiveMinutes,
      ),
  },
  {
    message: 'a guard stands before endpoints of the api',
    broken: ({ api, guards = [] }) =>
      !guards.every(({ endpoints }) => endpoints.every((each) => api.endpoints.includes(each))),
  },
  {
    message: 'unsearchedBodies are of endpoints of the api that take a body',
    broken: ({ api, unsearchedBodies = [] }) =>
      !unsearchedBodies.every((each) => api.endpoints.includes(each) && each.request.body !== undefined),
  },
  {
    message: 'guards have names of their own, none of them Public',
    broken: ({ guards = [] }) => hasTwice(['Public', ...guards.map(({ name }) => name)]),
  },
  {
    message: 'an endpoint stands behind one guard at most',
    broken: ({ guards = [] }) => hasTwice(guards.flatMap(({ endpoints }) => endpoints)),
  },
  {
    message: 'maxCapacityUnits is a positive whole number',
    broken: ({ maxCapacityUnits }) => !isAbsentOrPositiveInteger(maxCapacityUnits),
  },
  {
    message: `AWS lets a web ACL cost ${MOST_CAPACITY_UNITS} capacity units at most`,
    broken: ({ maxCapacityUnits = 1 }) => !(maxCapacityUnits <= MOST_CAPACITY_UNITS),
  },
  {
    message: `the name of logBucket begins with ${LOG_NAME_PREFIX}`,
    broken: ({ logBucket }) => logBucket !== undefined && !isLogBucket(logBucket),
  },
];
