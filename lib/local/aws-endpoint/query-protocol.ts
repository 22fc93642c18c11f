import { AwsError, type AwsQueryService, type AwsService, type HttpRequest } from '../aws-service.ts';
import { formFieldsOf } from '../form-fields.ts';
import { peekSigningName } from './parse-authorization.ts';
import type { MatchedCall, Protocol } from './protocol.ts';
import { type Form, readForm } from './read-form.ts';
import { writeXml } from './write-xml.ts';

/**
 * The AWS query protocol: `POST /` with a form that has `Action` and `Version`, answered in XML.
 *
 * Smithy, "AWS query protocol".
 */
export const queryProtocol: Protocol = (services, request) => {
  if (request.method !== 'POST' || request.path !== '/' || !isForm(request)) return undefined;
  const signingName = peekSigningName(request);
  const known = services.filter(isQueryService);
  const version = signingName === undefined ? formFieldsOf(request.body.toString())?.get('Version') : undefined;
  const service = known.find((each) =>
    signingName === undefined ? each.apiVersion === version : each.signingName === signingName,
  );
  if (service === undefined) return undefined;
  return {
    find: () => findOperation(service, readForm(request.body)),
    spell(refusal) {
      const code = codes.get(refusal.code);
      return code === undefined ? refusal : new AwsError(code, refusal.message, { status: 403 });
    },
    toErrorAnswer: (error, requestId) => ({
      status: error.status,
      headers: { 'content-type': 'text/xml' },
      body: writeXml('ErrorResponse', service, {
        Error: { Type: error.status < 500 ? 'Sender' : 'Receiver', Code: error.code, Message: error.message },
        RequestId: requestId,
      }),
    }),
  };
};

const isQueryService = (service: AwsService): service is AwsQueryService => 'xmlNamespace' in service;

const isForm = ({ headers }: HttpRequest): boolean =>
  /^application\/x-www-form-urlencoded(; ?charset=utf-8)?$/i.test(headers.get('content-type')?.join() ?? '');

/** How the query protocol names the refusals of the endpoint: "Common Errors" of each of its API references. */
const codes: ReadonlyMap<string, string> = new Map([
  ['AccessDeniedException', 'AccessDenied'],
  ['AuthorizationError', 'AuthorizationError'],
  ['IncompleteSignatureException', 'IncompleteSignature'],
  ['InvalidSignatureException', 'SignatureDoesNotMatch'],
  ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
  ['UnrecognizedClientException', 'InvalidClientTokenId'],
]);

const findOperation = (service: AwsQueryService, form: Form): MatchedCall => {
  const { Action, Version, ...input } = form;
  const operation = typeof Action === 'string' ? service.operations.get(Action) : undefined;
  if (operation === undefined || Version !== service.apiVersion) {
    const what = `${service.signingName} ${String(Action)} of version ${String(Version)}`;
    throw new AwsError('InvalidAction', `The local runtime does not do ${what}`);
  }
  return {
    signingName: service.signingName,
    authorization: operation.authorization,
    read: () => ({
      rights: operation.authorization === 'signed' ? operation.rights(input) : [],
      run: async (call) => {
        const output = await operation.run(input, call);
        return {
          status: 200,
          headers: { 'content-type': 'text/xml' },
          body: writeXml(`${operation.name}Response`, service, {
            [`${operation.name}Result`]: output,
            ResponseMetadata: { RequestId: call.requestId },
          }),
        };
      },
    }),
  };
};
