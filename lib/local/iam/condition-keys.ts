/**
 * The condition keys whose value, or absence, this machine knows. All others are refused at the start by name. A key
 * that ends with `/` or `:` stands for all that begin so.
 */
export const knownConditionKeys: readonly string[] = [
  // Of every request, or known to be absent from it: nobody here is a user, has a second factor or comes through a VPC.
  'aws:calledvia',
  'aws:calledviafirst',
  'aws:calledvialast',
  'aws:currenttime',
  'aws:epochtime',
  'aws:federatedprovider',
  'aws:multifactorauthage',
  'aws:multifactorauthpresent',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalservicename',
  'aws:principaltag/',
  'aws:principaltype',
  'aws:referer',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:resourcetag/',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:useragent',
  'aws:username',
  'aws:viaawsservice',
  'aws:vpcsourceip',
  'lambda:sourcefunctionarn',
  'kms:grantisforawsresource',
  'sts:externalid',
  // Said by the services with the rights that they ask for (`Right.context`).
  'aws:requesttag/',
  'aws:tagkeys',
  'dynamodb:attributes',
  'dynamodb:enclosingoperation',
  'dynamodb:leadingkeys',
  'dynamodb:returnconsumedcapacity',
  'dynamodb:returnvalues',
  'dynamodb:select',
  'events:detail-type',
  'events:source',
  'iam:passedtoservice',
  'kms:bypasspolicylockoutsafetycheck',
  'kms:calleraccount',
  'kms:datakeypairspec',
  'kms:encryptionalgorithm',
  'kms:encryptioncontext:',
  'kms:encryptioncontextkeys',
  'kms:keyorigin',
  'kms:keyspec',
  'kms:keyusage',
  'kms:macalgorithm',
  'kms:messagetype',
  'kms:multiregion',
  'kms:reencryptonsamekey',
  'kms:requestalias',
  'kms:resourcealiases',
  'kms:rotationperiodindays',
  'kms:scheduledeletionpendingwindowindays',
  'kms:signingalgorithm',
  'kms:viaservice',
  'secretsmanager:blockpublicpolicy',
  'secretsmanager:forcedeletewithoutrecovery',
  'secretsmanager:name',
  'secretsmanager:recoverywindowindays',
  'secretsmanager:resource/allowrotationlambdaarn',
  'secretsmanager:resourcetag/',
  'secretsmanager:rotateimmediately',
  'secretsmanager:rotationlambdaarn',
  'secretsmanager:secretid',
  'secretsmanager:versionid',
  'secretsmanager:versionstage',
  'ses:fromaddress',
  'ses:recipients',
];

const exact: ReadonlySet<string> = new Set(knownConditionKeys);
const families = knownConditionKeys.filter((key) => key.endsWith('/') || key.endsWith(':'));

/** @param key in lower case */
export const isKnownConditionKey = (key: string): boolean =>
  families.some((family) => key.startsWith(family) && key.length > family.length) ||
  (exact.has(key) && !families.includes(key));

/** Keys with several values in one request: AWS wants `ForAllValues:` or `ForAnyValue:` for them. */
const multivalued: ReadonlySet<string> = new Set([
  'aws:calledvia',
  'aws:tagkeys',
  'dynamodb:attributes',
  'dynamodb:leadingkeys',
  'kms:encryptioncontextkeys',
  'kms:resourcealiases',
  'ses:recipients',
]);

export const isMultivalued = (key: string): boolean => multivalued.has(key);
