/** A short message to one person. */
export interface Message {
  /** Mail address, or telephone number in E.164 form: verified, and never from a request. */
  readonly to: string;
  /** Of mails. */
  readonly subject: string;
  readonly text: string;
}

/** One way to reach a person. */
export interface DeliveryProvider {
  /** Hands the message to the carrier. @throws when it was not taken; nobody is told why */
  deliver(message: Message, signal: AbortSignal): Promise<void>;
}

export type Channel = 'email' | 'sms';
