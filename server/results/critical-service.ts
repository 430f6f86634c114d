// Calls about a critical value: attempts in vain, the read-back that ends it, or what the clinician says when nobody was reached.
import type { AttemptOutcome } from '#contract/result-critical';
import type { ResultValue } from '#contract/result-content';
import type { Result } from '#contract/result-report';
import { listName } from '#contract/patients';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import { findCredentials } from '../staff/staff-queries.ts';
import {
  findOpenCall,
  insertAttempt,
  updateCall,
  type AttemptRow,
  type CallRow,
  type Ladder,
} from './critical-repository.ts';
import { recordView } from './release-repository.ts';
import { findVersion } from './result-repository.ts';
import { results } from './results-queue.ts';
import { settleResult } from './settle-result.ts';
import { takeHeldResult, type HeldResult, type TakenResult } from './take-result.ts';

interface Recipient {
  recipientId: string | null;
  recipientName: string;
}

export async function logCriticalAttempt(
  ctx: Ctx,
  input: HeldResult & Recipient & { outcome: AttemptOutcome; note: string },
): Promise<Result> {
  const { taken, call } = await takeCall(ctx, input);
  const whom = await recipientOf(ctx, input);
  await insertAttempt(ctx, {
    ...attemptOf(ctx, call),
    ...{ recipient_id: whom.id, recipient: whom.name, credentials: whom.credentials },
    ...{ outcome: input.outcome, read_back: '', note: input.note },
  });
  const ladder = afterAttempt(call.ladder);
  const isExhausted = ladder.at >= ladder.steps.length;
  await updateCall(ctx, call.id, { ladder, state: isExhausted ? 'exhausted' : 'open' });
  return settleResult(ctx, taken.row, taken.result, {
    ...{ act: 'critical-attempted', by: 'person', keepsLease: true },
    detail: { outcome: input.outcome, isExhausted },
  });
}

/** After so many attempts the next on the ladder is called. */
function afterAttempt({ at, steps }: Ladder): Ladder {
  const tried = steps.map((step, index) =>
    index === at ? { ...step, made: step.made + 1 } : step,
  );
  const now = tried[at];
  return { at: now && now.made < now.attempts ? at : Math.min(at + 1, steps.length), steps: tried };
}

export async function recordReadBack(
  ctx: Ctx,
  input: HeldResult &
    Recipient & { credentials: string; readBack: { key: string; text: string }[]; note: string },
): Promise<Result> {
  const { taken, call } = await takeCall(ctx, input);
  const whom = await recipientOf(ctx, input);
  const credentials = input.credentials === '' ? whom.credentials : input.credentials;
  if (credentials === '')
    throw ruleBroken(
      'not-licensed',
      'Only somebody licensed can take a critical value: write down their credentials. Nothing was changed.',
    );
  const { row, result } = taken;
  const version = await findVersion(ctx, row.id, result.number);
  const critical = (version?.content.values ?? []).filter(({ isCritical }) => isCritical);
  const heard = requireReadBack(critical, input.readBack);
  await insertAttempt(ctx, {
    ...attemptOf(ctx, call),
    ...{ recipient_id: whom.id, recipient: whom.name, credentials },
    ...{ outcome: 'read-back', read_back: heard, note: input.note },
  });
  await updateCall(ctx, call.id, { state: 'read-back', ended_at: ctx.now, ended_by: ctx.actorId });
  // Whoever was told must hear of a correction.
  await recordView(ctx, {
    ...{ clinic_id: row.clinic_id, result_id: row.id, number: result.number },
    ...(whom.id === null
      ? { kind: 'outside', viewer: whom.name, name: `${whom.name}, ${credentials}` }
      : { kind: 'staff', viewer: whom.id, name: whom.name }),
  });
  return settleResult(ctx, row, result, {
    ...{ act: 'critical-ended', by: 'person', keepsLease: true, detail: { by: 'read-back' } },
  });
}

export async function recordDisposition(
  ctx: Ctx,
  input: HeldResult & { text: string },
): Promise<Result> {
  const { taken, call } = await takeCall(ctx, input);
  if (call.state !== 'exhausted')
    throw ruleBroken(
      'ladder-not-exhausted',
      'Not everybody on the ladder was tried yet; nothing was changed.',
    );
  await updateCall(ctx, call.id, {
    ...{ state: 'disposition', disposition: input.text, ended_at: ctx.now, ended_by: ctx.actorId },
  });
  return settleResult(ctx, taken.row, taken.result, {
    ...{ act: 'critical-ended', by: 'person', keepsLease: true, detail: { by: 'disposition' } },
  });
}

async function takeCall(
  ctx: Ctx,
  input: HeldResult,
): Promise<{ taken: TakenResult; call: CallRow }> {
  const taken = await takeHeldResult(ctx, input, results);
  const call = await findOpenCall(ctx, taken.row.id);
  if (!call)
    throw ruleBroken(
      'nothing-critical',
      'No critical value of it waits for a call; nothing was changed.',
    );
  return { taken, call };
}

async function recipientOf(
  ctx: Ctx,
  { recipientId, recipientName }: Recipient,
): Promise<{ id: string | null; name: string; credentials: string }> {
  if (recipientId === null) {
    if (recipientName === '')
      throw ruleBroken('nobody-named', 'Say who was called; nothing was changed.');
    return { id: null, name: recipientName, credentials: '' };
  }
  const person = await findCredentials(ctx, recipientId);
  if (!person)
    throw ruleBroken('not-here', 'That colleague does not work here; nothing was changed.');
  return { id: recipientId, name: listName(person), credentials: person.credentials };
}

function attemptOf(
  ctx: Ctx,
  { id, clinic_id, ladder }: CallRow,
): Pick<
  AttemptRow,
  'organization_id' | 'id' | 'clinic_id' | 'call_id' | 'at' | 'caller_id' | 'rung'
> {
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id, call_id: id, at: ctx.now },
    ...{ caller_id: ctx.actorId ?? '', rung: ladder.steps[ladder.at]?.title ?? '' },
  };
}

/** Every critical value, and each as it was said. */
function requireReadBack(
  critical: readonly ResultValue[],
  said: readonly { key: string; text: string }[],
): string {
  const heard = new Map(said.map(({ key, text }) => [key, text]));
  return critical
    .map((value) => {
      const text = heard.get(value.key);
      if (text === undefined)
        throw ruleBroken(
          'not-all-read-back',
          'Not every critical value was read back; nothing was changed.',
        );
      if (!isSaid(value, text))
        throw ruleBroken(
          'read-back-differs',
          'What was read back is not what was said: say it again. Nothing was changed.',
        );
      return `${value.title}: ${text}`;
    })
    .join('\n')
    .slice(0, 2000);
}

/** `7.10`, `7.1` and `7.1 mmol/L` are the same; a text is the same whatever its capitals. */
function isSaid({ text, number, unit }: ResultValue, heard: string): boolean {
  const plain = (words: string): string => words.trim().toLowerCase().replace(/\s+/g, ' ');
  const bare = unit === null ? plain(heard) : plain(heard).replace(plain(unit), '').trim();
  if (bare === plain(text) || plain(heard) === plain(text)) return true;
  return number !== null && /^[<>]?=?\s*-?\d+(\.\d+)?$/.test(bare) && Number(bare) === number;
}
