import type { MultiValues } from '../gateway-event.ts';

/** A client certificate whose chain the gateway has checked against the trust store of the domain. */
export interface ClientCertificateFacts {
  readonly clientCertPem: string;
  readonly subjectDN: string;
  readonly issuerDN: string;
  /** Colon-separated hexadecimal bytes. */
  readonly serialNumber: string;
  readonly validity: { readonly notBefore: string; readonly notAfter: string };
}

/** What is read of the event of a REQUEST authorizer (API Gateway developer guide, "Input to a Lambda authorizer"). */
export interface AuthorizerEvent {
  /** `arn:aws:execute-api:<region>:<account>:<api>/<stage>/<method>/<path>` */
  readonly methodArn: string;
  readonly httpMethod: string;
  /** `/accounts/{accountId}` */
  readonly resource: string;
  readonly multiValueHeaders: MultiValues | null;
  readonly multiValueQueryStringParameters: MultiValues | null;
  readonly requestContext: {
    readonly requestId: string;
    /** As the client wrote it, with the stage where the domain has no mapping: `/live/accounts/1`. */
    readonly path: string;
    readonly domainName: string;
    readonly identity: { readonly sourceIp: string; readonly clientCert?: ClientCertificateFacts | null };
  };
}

/** What a Lambda authorizer answers ("Output from an API Gateway Lambda authorizer"). */
export interface AuthorizerResult {
  readonly principalId: string;
  readonly policyDocument: {
    readonly Version: '2012-10-17';
    readonly Statement: readonly [
      { readonly Action: 'execute-api:Invoke'; readonly Effect: 'Allow' | 'Deny'; readonly Resource: string },
    ];
  };
  readonly context: Readonly<Record<string, string>>;
  /** Value of the gateway's own API key, by which it meters. */
  readonly usageIdentifierKey?: string;
}
