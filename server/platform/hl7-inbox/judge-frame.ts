// What a frame is, before anything is kept: readable or not, of a type that we take or not. Pure.
import { createHash } from 'node:crypto';
import { kindOf, looseHeader, readHeader, type MessageHeader } from '../../interop/hl7/header.ts';
import { Hl7Misread, ofMessage, type Hl7Problem } from '../../interop/hl7/hl7-problem.ts';
import { readMessage, usualHl7Limits } from '../../interop/hl7/read-message.ts';
import type { AckOutcome } from '../../interop/hl7/write-ack.ts';
import type { Frame } from '../mllp/frame-reader.ts';

export interface JudgedFrame {
  bytes: Uint8Array;
  hash: string;
  /** `null` where not even the first segment could be read. */
  header: MessageHeader | null;
  outcome: AckOutcome;
  problem: Hl7Problem | null;
  /** False of what was cut off: then there is nothing to keep. */
  isWhole: boolean;
}

/** A number that people and indexes can hold. */
const longestControlId = 199;

export function judgeFrame(frame: Frame, takes: (type: string) => boolean): JudgedFrame {
  const { bytes, isTooLarge } = frame;
  const judged = { bytes, hash: hashOf(bytes), isWhole: !isTooLarge };
  if (isTooLarge) {
    const problem = ofMessage('too-large', `is longer than ${usualHl7Limits.bytes} bytes`);
    return { ...judged, header: headerOfBroken(bytes), outcome: 'rejected', problem };
  }
  const read = readMessage(bytes);
  if (read.kind === 'refused')
    return { ...judged, header: headerOfBroken(bytes), outcome: 'error', problem: read.problem };
  const header = looseHeader(read.message.segments[0]);
  const fault = headerFault(() => readHeader(read.message), header);
  if (fault !== null) return { ...judged, header, outcome: 'error', problem: fault };
  if (takes(kindOf(header))) return { ...judged, header, outcome: 'accepted', problem: null };
  return { ...judged, header, outcome: 'rejected', problem: otherType };
}

const otherType: Hl7Problem = {
  ...{ segment: 1, field: 'MSH-9', code: 'other-type' },
  reason: 'MSH-9 is a type that is not taken',
};

function headerFault(read: () => void, { controlId }: MessageHeader): Hl7Problem | null {
  try {
    read();
  } catch (error) {
    if (error instanceof Hl7Misread) return error.problem;
    throw error;
  }
  if (controlId.length <= longestControlId) return null;
  const reason = `MSH-10 is longer than ${longestControlId} characters`;
  return { segment: 1, field: 'MSH-10', code: 'bad-value', reason };
}

/** So that an answer reaches its sender, although the message could not be read. */
function headerOfBroken(bytes: Uint8Array): MessageHeader | null {
  const end = bytes.findIndex((byte) => byte === 0x0d || byte === 0x0a);
  const longest = 8_192;
  const line = bytes.subarray(0, Math.min(end < 0 ? longest : end, longest));
  const read = readMessage(line);
  return read.kind === 'message' ? looseHeader(read.message.segments[0]) : null;
}

function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
