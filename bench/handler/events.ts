/** Proxy events of a REST API as Lambda receives them, as JSON text: each call parses its own, as Lambda does. */
const transfer = {
  transferId: '7f9c24e5-2c5d-4f3a-9d1b-0b8a3f0e9a11',
  endToEndId: 'E2E-2026-0001-AB',
  scheme: 'SEPA_INST',
  amount: { value: '1250.75', currency: 'EUR' },
  debtor: { name: 'Ivan Petrov', iban: 'BG80BNBG96611020345678', bic: 'BNBGBGSD' },
  creditor: {
    name: 'Maria Schmidt GmbH',
    iban: 'DE89370400440532013000',
    bic: 'COBADEFF',
    address: { country: 'DE', city: 'Frankfurt am Main', postCode: '60311' },
  },
  requestedExecutionDate: '2026-11-23',
  createdAt: '2026-11-22T10:15:30Z',
  reference: 'Invoice 2026/4471 services',
  notifyEmail: 'maria.schmidt@example.com',
  chargeBearer: 'SLEV',
  priority: 3,
  tags: ['invoice', 'services'],
};

/** Three faults: a currency and an IBAN that are none, and a key that nobody declared. */
const faulty = {
  ...transfer,
  amount: { ...transfer.amount, currency: 'XXX' },
  creditor: { ...transfer.creditor, iban: 'not-an-iban' },
  debtor: { ...transfer.debtor, isAdmin: true },
};

const headers = {
  Accept: 'application/json',
  'Accept-Encoding': 'gzip, deflate, br',
  Authorization: 'Bearer eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.eyJzdWIiOiIxIn0.c2ln',
  'CloudFront-Forwarded-Proto': 'https',
  'CloudFront-Viewer-Country': 'DE',
  'Content-Type': 'application/json',
  Host: 'api.example.com',
  'User-Agent': 'bank-mobile/7.4 (iOS 19.1)',
  Via: '2.0 abc.cloudfront.net (CloudFront)',
  'X-Amz-Cf-Id': 'Q3oZkq8fYQ==',
  'X-Amzn-Trace-Id': 'Root=1-67f0c9a1-3c1f6d0b2a9e4f5d6c7b8a90',
  'X-Forwarded-For': '203.0.113.7, 64.252.70.10',
  'X-Forwarded-Port': '443',
  'X-Forwarded-Proto': 'https',
};

const event = (body: object): string =>
  JSON.stringify({
    resource: '/transfers',
    path: '/transfers',
    httpMethod: 'POST',
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourceId: 'abc123',
      resourcePath: '/transfers',
      httpMethod: 'POST',
      extendedRequestId: 'QmFzZTY0',
      requestTime: '22/Nov/2026:10:15:30 +0000',
      path: '/prod/transfers',
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'prod',
      domainPrefix: 'api',
      requestTimeEpoch: 1_795_342_530_000,
      requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
      identity: { sourceIp: '203.0.113.7', userAgent: 'bank-mobile/7.4', accessKey: null, apiKey: null, user: null },
      domainName: 'api.example.com',
      apiId: 'abc123',
      authorizer: {
        claims: { sub: 'u-1', token_use: 'access', scope: 'bank/transfers.write', 'cognito:groups': 'customer' },
      },
    },
    body: JSON.stringify(body),
    isBase64Encoded: false,
  });

/** The body of the valid event. */
export const body = JSON.stringify(transfer);

export const validEvent = event(transfer);
export const invalidEvent = event(faulty);

/** What Lambda hands over beside the event. */
export const context = () => ({
  functionName: 'bench',
  functionVersion: '$LATEST',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:123456789012:function:bench',
  memoryLimitInMB: '512',
  awsRequestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  logGroupName: '/aws/lambda/bench',
  logStreamName: 'bench',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 30_000,
});

/** What a deployed function has in its environment; logs go to a stream that the measuring process discards. */
export const functionEnvironment = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'bench',
  PORTCULLIS_ROLES: 'customer',
  PORTCULLIS_TRUSTED_ISSUERS: JSON.stringify([{ issuer: 'https://issuer.example.com/pool', clientIds: ['app'] }]),
};
