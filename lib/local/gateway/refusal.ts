import type { Answer } from './answer.ts';
import { type GatewayResponseType, gatewayResponseTypes } from './gateway-response-types.ts';

interface RefusalOptions {
  /** What the caller is told when the template declares no response; null is what AWS says of a broken authorizer. */
  readonly message?: string | null;
  /** Where AWS answers another status than the type's own. */
  readonly status?: number;
  readonly errorType?: string;
  /** What failed the body, for `$context.error.validationErrorString`: paths and keywords, never values. */
  readonly validationErrors?: string;
  /** The web ACL's own answer, which goes out as it is. */
  readonly answer?: Answer;
  /** IAM's refusals spell the member of AWS's own body with a capital letter. */
  readonly member?: 'message' | 'Message';
}

/** A request that the gateway does not let through: one class for all, told apart by the gateway response type. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly type: GatewayResponseType;
  readonly status: number;
  /** The value of `x-amzn-ErrorType`. */
  readonly errorType: string;
  readonly text: string | null;
  readonly validationErrors: string | undefined;
  readonly answer: Answer | undefined;
  readonly member: 'message' | 'Message';

  constructor(type: GatewayResponseType, options: RefusalOptions = {}) {
    super(type);
    const usual = gatewayResponseTypes[type];
    this.type = type;
    this.status = options.status ?? usual.status;
    this.errorType = options.errorType ?? usual.errorType;
    this.text = options.message === undefined ? usual.message : options.message;
    this.validationErrors = options.validationErrors;
    this.answer = options.answer;
    this.member = options.member ?? 'message';
  }
}
