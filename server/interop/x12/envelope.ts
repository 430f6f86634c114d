// What a transaction is wrapped in.
import type { Delimiters } from './delimiters.ts';

/** The envelope that a transaction came in: who wrote it to whom, and by which numbers a second copy is known. */
export interface Envelope {
  delimiters: Delimiters;
  /** ISA06 and ISA08. */
  sender: string;
  receiver: string;
  /** ISA13. */
  interchangeControl: string;
  /** ISA15: `T` when nothing in it is real. */
  isTest: boolean;
  /** GS06; empty where there is no group. */
  groupControl: string;
  /** GS08, e.g. `005010X279A1`. */
  version: string;
}

/** What is known of a transaction as soon as it begins. */
export interface TransactionHead {
  /** ST01: `271`. */
  type: string;
  /** ST02. */
  control: string;
  /** ST03, or else the version of the group. */
  version: string;
  envelope: Envelope;
}
