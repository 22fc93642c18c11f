/** A mail or text message that would have left this machine. */
export interface OutgoingMessage {
  readonly channel: 'email' | 'sms';
  /** Mail address or sender id. */
  readonly from: string;
  /** One mail address, or a telephone number in E.164 form. */
  readonly to: string;
  /** Mail only. */
  readonly subject: string | undefined;
  readonly text: string;
  /** Mail only, beside the text. */
  readonly html: string | undefined;
  /** Which service sent it: `cognito-idp`, `sns`, `ses`. */
  readonly sentBy: string;
}

export interface KeptMessage extends OutgoingMessage {
  readonly messageId: string;
  /** Milliseconds since the epoch. */
  readonly sentAtMillis: number;
}

/** Where mail and text messages land: on this machine, sealed at rest, never anywhere else. */
export interface OutboxService {
  post(message: OutgoingMessage): KeptMessage;
  /** Newest first. */
  list(filter?: { readonly to?: string | undefined; readonly limit?: number }): readonly KeptMessage[];
  find(messageId: string): KeptMessage | undefined;
  close(): void;
}
