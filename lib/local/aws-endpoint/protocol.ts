import type { AwsCall, AwsError, AwsService, HttpRequest, Right } from '../aws-service.ts';

/** What goes back over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
}

/** A request whose operation is known. */
export interface MatchedCall {
  readonly signingName: string;
  readonly authorization: 'signed' | 'unsigned';
  /** Reads the input; called once the caller is known. @throws AwsError for an input of another form */
  read(): ReadCall;
}

/** A request whose input is read: what it needs, and the work. */
export interface ReadCall {
  readonly rights: readonly Right[];
  run(call: AwsCall): Answer | Promise<Answer>;
}

/** A request that one protocol took for its own. */
export interface Claim {
  /** @throws AwsError `UnknownOperationException` that names what the local runtime does not do */
  find(): MatchedCall;
  /** A refusal of the endpoint itself, in the words of the protocol and the service. */
  spell(refusal: AwsError): AwsError;
  toErrorAnswer(error: AwsError, requestId: string): Answer;
}

/** One protocol of AWS: takes a request, or leaves it with `undefined` to the next. */
export type Protocol = (services: readonly AwsService[], request: HttpRequest) => Claim | undefined;
