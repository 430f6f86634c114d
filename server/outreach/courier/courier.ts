// The port to whoever carries messages. A courier never throws and never tells what a carrier wrote: it answers what is
// known of the message, in code words.
import type { MessageChannel, MessageReason } from '#contract/message-workflow';

export interface Parcel {
  /** The same with every try, so that a carrier can drop a double. */
  messageId: string;
  channel: MessageChannel;
  /** E.164, or an e-mail address. */
  to: string;
  /** Of e-mails. */
  subject: string;
  body: string;
  /** From 1. */
  attempt: number;
}

export type Delivery =
  | { kind: 'taken'; carrierRef: string | null }
  /** The carrier has surely not taken it. `again` = it may later. */
  | { kind: 'refused'; because: MessageReason; again: boolean }
  /** It may have: nothing of it may leave again by itself. */
  | { kind: 'unknown'; because: MessageReason };

export interface Courier {
  carry(parcel: Parcel): Promise<Delivery>;
}

/** Longer than carriers take to answer, shorter than a job is waited for. */
export const answerWithinMs = 30_000;
