// Frames of a connection → rows, together in one transaction → answers, in the order of the frames.
import { kindOf } from '../../interop/hl7/header.ts';
import { ofMessage, type Hl7Problem } from '../../interop/hl7/hl7-problem.ts';
import { ackCodeFor, buildAck, type AckOutcome } from '../../interop/hl7/write-ack.ts';
import { recordAudit } from '../audit/record-audit.ts';
import { recordChange } from '../change-log/record-change.ts';
import { systemTime } from '../clock/instants.ts';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { FileProblem } from '../drop-folder/interface-kind.ts';
import { newId } from '../ids.ts';
import type { Frame } from '../mllp/frame-reader.ts';
import type { TakeFrames } from '../mllp/mllp-connection.ts';
import { senderFinder, type Sender } from './find-sender.ts';
import { shownProblem, type Hl7MessageRow } from './hl7-message-row.ts';
import {
  countCopies,
  insertMessages,
  listEnabled,
  updateMessage,
  type NewHl7Message,
} from './hl7-message-repository.ts';
import { judgeFrame, type JudgedFrame } from './judge-frame.ts';

/** What wakes who applies messages, on whichever server. */
export const hl7Wake = 'hl7-messages';

export interface TakeOptions {
  database: Database;
  /** By type and event of MSH-9. */
  takes: (type: string) => boolean;
  /** Counted where a message is of nobody whom we know: there is no organization to keep it in. */
  unknown: () => void;
}

interface Asked {
  frame: JudgedFrame;
  sender: Sender | null;
}

interface Answer {
  outcome: AckOutcome;
  problems: readonly Hl7Problem[];
}

/** @throws whatever kept them from being kept: then nothing is answered, and the sender sends them again */
export function takeMessages({ database, takes, unknown }: TakeOptions): TakeFrames {
  const find = senderFinder(database);
  return async (frames: readonly Frame[]) => {
    const asked: Asked[] = [];
    for (const each of frames) {
      const frame = judgeFrame(each, takes);
      asked.push({ frame, sender: frame.header && (await find(frame.header)) });
    }
    const answers = new Map<Asked, Answer>();
    for (const one of asked) {
      const answer = unkept(one);
      if (answer === null) continue;
      answers.set(one, answer);
      if (one.sender === null) unknown();
    }
    const kept = asked.filter((one): one is Kept => !answers.has(one) && one.sender !== null);
    for (const [organizationId, ofOne] of Map.groupBy(kept, (one) => one.sender.organizationId))
      for (const [one, answer] of await keep(database, organizationId, ofOne))
        answers.set(one, answer);
    return asked.map((one) => ackFor(one.frame, answers.get(one)));
  };
}

type Kept = Asked & { sender: Sender };

/** What is refused without being kept: `null` for everything else. */
function unkept({ frame, sender }: Asked): Answer | null {
  if (!frame.isWhole) return answerOf('rejected', frame.problem);
  if (sender !== null) return null;
  if (frame.header === null) return answerOf('error', frame.problem);
  return answerOf('rejected', unknownSender);
}

const unknownSender: Hl7Problem = {
  ...{ segment: 1, field: 'MSH-3', code: 'bad-value' },
  reason: 'MSH-3 to MSH-6 are not those of an interface',
};
const otherUsage: Hl7Problem = {
  ...{ segment: 1, field: 'MSH-11', code: 'bad-value' },
  reason: 'MSH-11 is not that of this interface: test and production are kept apart',
};
const reusedNumber: Hl7Problem = {
  ...{ segment: 1, field: 'MSH-10', code: 'bad-value' },
  reason: 'MSH-10 is that of another message that was taken before',
};
const switchedOff = ofMessage('other-type', 'is of an interface that is switched off');

function answerOf(outcome: AckOutcome, problem: Hl7Problem | null): Answer {
  return { outcome, problems: problem === null ? [] : [problem] };
}

function keep(
  database: Database,
  organizationId: string,
  kept: readonly Kept[],
): Promise<Map<Kept, Answer>> {
  const scope = { kind: 'system', organizationId, reason: 'hl7 messages are kept' } as const;
  return database.inTransaction(scope, async (ctx) => {
    const enabled = new Set(
      await listEnabled(ctx, [...new Set(kept.map(({ sender }) => sender.interfaceId))]),
    );
    const answers = new Map<Kept, Answer>();
    const wanted = new Map<Kept, NewHl7Message>();
    for (const one of kept)
      if (enabled.has(one.sender.interfaceId)) wanted.set(one, newMessageOf(one));
      else answers.set(one, answerOf('rejected', switchedOff));
    if (wanted.size > 0) await write(ctx, wanted, answers);
    return answers;
  });
}

async function write(
  ctx: Ctx,
  wanted: ReadonlyMap<Kept, NewHl7Message>,
  answers: Map<Kept, Answer>,
): Promise<void> {
  const fresh = await insertMessages(ctx, [...wanted.values()]);
  // Of the same bytes twice in one batch, the first is the one that was written.
  const again: Kept[] = [];
  const written: NewHl7Message[] = [];
  const seen = new Set<string>();
  for (const [one, message] of wanted) {
    const key = keyOf(message);
    if (fresh.has(message.hash) && !seen.has(key)) {
      seen.add(key);
      written.push(message);
      answers.set(one, { outcome: message.answer, problems: judgedProblems(one) });
    } else again.push(one);
  }
  if (again.length > 0) await answerCopies(ctx, { again, wanted, written }, answers);
  announce(ctx, written);
}

/** The same bytes are answered as before; another content under a number that counts is put aside. */
async function answerCopies(
  ctx: Ctx,
  of: {
    again: readonly Kept[];
    wanted: ReadonlyMap<Kept, NewHl7Message>;
    written: NewHl7Message[];
  },
  answers: Map<Kept, Answer>,
): Promise<void> {
  const messages = of.again.map((one) => [one, of.wanted.get(one)] as const);
  const copies = new Map(
    (
      await countCopies(
        ctx,
        messages.flatMap(([, message]) => message ?? []),
      )
    ).map((row) => [`${row.interface_id} ${row.content_hash}`, row]),
  );
  const reused: NewHl7Message[] = [];
  for (const [one, message] of messages) {
    if (message === undefined) continue;
    const before = copies.get(keyOf(message));
    if (before) answers.set(one, copyAnswer(before.answer, judgedProblems(one)));
    else {
      reused.push({ ...message, answer: 'error', problems: [shownProblem(reusedNumber)] });
      answers.set(one, answerOf('error', reusedNumber));
    }
  }
  if (reused.length === 0) return;
  await insertMessages(ctx, reused);
  of.written.push(...reused);
}

/** A copy of what was put aside for its number is of an error that its own content does not show. */
function copyAnswer(outcome: AckOutcome, problems: readonly Hl7Problem[]): Answer {
  if (outcome === 'accepted') return { outcome, problems: [] };
  return { outcome, problems: problems.length > 0 ? problems : [reusedNumber] };
}

function keyOf({ interfaceId, hash }: NewHl7Message): string {
  return `${interfaceId} ${hash}`;
}

function newMessageOf(one: Kept): NewHl7Message {
  const { frame, sender } = one;
  const [problem] = judgedProblems(one);
  const { header } = frame;
  const answer = usageFault(one) && frame.outcome === 'accepted' ? 'rejected' : frame.outcome;
  const problems: FileProblem[] = problem ? [shownProblem(problem)] : [];
  const controlId = header?.controlId ?? '';
  return {
    interfaceId: sender.interfaceId,
    clinicId: sender.clinicId,
    controlId: controlId === '' ? null : controlId.slice(0, 199),
    hash: frame.hash,
    type: header === null ? '' : kindOf(header).slice(0, 20),
    ...{ answer, problems, bytes: frame.bytes },
  };
}

function judgedProblems(one: Kept): Hl7Problem[] {
  if (one.frame.problem !== null) return [one.frame.problem];
  return usageFault(one) ? [otherUsage] : [];
}

/** What does not say whether it is real counts as what its interface is for. */
function usageFault({ frame, sender }: Kept): boolean {
  const processing = frame.header?.processing ?? null;
  return processing !== null && (processing !== 'P') !== sender.isTest;
}

function announce(ctx: Ctx, written: readonly NewHl7Message[]): void {
  for (const [interfaceId, messages] of Map.groupBy(written, (each) => each.interfaceId)) {
    const taken = messages.filter(({ answer }) => answer === 'accepted').length;
    recordAudit(ctx, {
      act: 'interface.take-messages',
      clinicId: messages[0]?.clinicId ?? null,
      entityId: interfaceId,
      detail: { taken, quarantined: messages.length - taken },
    });
    announceMessages(ctx, interfaceId);
    if (taken > 0 && !ctx.wakes.includes(hl7Wake)) ctx.wakes.push(hl7Wake);
  }
}

/** Of a row that this transaction holds locked, and whose number nobody else has: it counts from here on. */
export async function askMessageAgain(ctx: Ctx, { id }: Hl7MessageRow): Promise<Hl7MessageRow> {
  const row = await updateMessage(ctx, id, {
    ...{ state: 'taken', answer: 'accepted', tries: 0, try_at: null },
    ...{ problems: [], problem_code: null },
  });
  announceMessages(ctx, row.interface_id);
  ctx.wakes.push(hl7Wake);
  return row;
}

/** Whoever looks at the interface looks again. */
export function announceMessages(ctx: Ctx, entityId: string): void {
  recordChange(ctx, {
    type: 'interfaces.message-recorded',
    clinicId: null,
    entityId,
    version: 1,
    payload: null,
  });
}

function ackFor({ header }: JudgedFrame, answer: Answer | undefined): Uint8Array | null {
  if (answer === undefined) throw new Error('A frame was not answered.');
  const { outcome, problems } = answer;
  const code = ackCodeFor(header ?? { acceptAck: null, applicationAck: null }, outcome);
  if (code === null) return null;
  return buildAck({
    to: header,
    code,
    problems,
    at: systemTime(),
    controlId: newId().slice(0, 20),
  });
}
