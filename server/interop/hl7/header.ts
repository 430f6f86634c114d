// Who writes what to whom: the first segment of every message.
import { neededAt, rawAt, rawComponent, repetitionsAt, textAt } from './field-values.ts';
import { readTime, type Hl7Time } from './hl7-time.ts';
import type { Hl7Message, Hl7Segment, Hl7Syntax } from './message.ts';

/** HD: a system or a place. */
export interface NamedPlace {
  /** Of the namespace; empty where only the universal id is said. */
  name: string;
  /** Mostly an OID. */
  universalId: string | null;
}

/** When an acknowledgement is wanted: always, never, on errors, on success (table 0155). */
export type WantedAck = 'AL' | 'NE' | 'ER' | 'SU';

export interface MessageHeader {
  /** MSH-3 and MSH-4. */
  sendingApplication: NamedPlace;
  sendingFacility: NamedPlace;
  /** MSH-5 and MSH-6. */
  receivingApplication: NamedPlace;
  receivingFacility: NamedPlace;
  /** MSH-7. */
  sentAt: Hl7Time | null;
  /** MSH-9-1 and MSH-9-2: `ORU` and `R01`; an event may be missing. */
  type: string;
  event: string;
  /** MSH-10: by which a second copy is known. */
  controlId: string;
  /** MSH-11-1: production, training, debugging; `null` where nothing or something else stands. */
  processing: 'P' | 'T' | 'D' | null;
  /** MSH-12-1: `2.5.1`. */
  version: string;
  /** MSH-15 and MSH-16; where either stands, the enhanced mode is meant. */
  acceptAck: WantedAck | null;
  applicationAck: WantedAck | null;
  /** MSH-18, its first; empty where nothing is said. */
  charset: string;
  syntax: Hl7Syntax;
}

/** @throws Hl7Misread without a type, or without a control id by which to speak of the message */
export function readHeader({ segments: [msh] }: Hl7Message): MessageHeader {
  neededAt(msh, 9);
  neededAt(msh, 10);
  return looseHeader(msh);
}

/** As far as it can be read: for an answer to a message that is refused. */
export function looseHeader(msh: Hl7Segment): MessageHeader {
  const text = (position: number, component = 1): string => textAt(msh, position, component) ?? '';
  return {
    sendingApplication: placeAt(msh, 3),
    sendingFacility: placeAt(msh, 4),
    receivingApplication: placeAt(msh, 5),
    receivingFacility: placeAt(msh, 6),
    sentAt: readTime(text(7)),
    type: text(9).toUpperCase(),
    event: text(9, 2).toUpperCase(),
    controlId: text(10),
    processing: oneOf(text(11), ['P', 'T', 'D'] as const),
    version: text(12),
    acceptAck: oneOf(text(15), ['AL', 'NE', 'ER', 'SU'] as const),
    applicationAck: oneOf(text(16), ['AL', 'NE', 'ER', 'SU'] as const),
    charset: repetitionsAt(msh, 18)[0] ?? '',
    syntax: msh.syntax,
  };
}

/** `ORU^R01`; without an event only the type. */
export function kindOf({ type, event }: Pick<MessageHeader, 'type' | 'event'>): string {
  return event === '' ? type : `${type}^${event}`;
}

function placeAt(msh: Hl7Segment, position: number): NamedPlace {
  // A place that is written with subcomponents instead of components is of a sender who nested it once too often.
  const raw = rawAt(msh, position);
  return {
    name: textAt(msh, position) ?? '',
    universalId: rawComponent(raw, 2, msh.syntax) === '' ? null : textAt(msh, position, 2),
  };
}

function oneOf<T extends string>(text: string, known: readonly T[]): T | null {
  return known.find((each) => each === text.toUpperCase()) ?? null;
}
