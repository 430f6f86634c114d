// What is granted, and the answer that grants it, as the line keeps them.
import type { HeardVia, LineGrant } from '#contract/authorization-line';
import type { ReviewAction } from '#contract/authorization-workflow';
import { dayBounds } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { AnswerRow, LineColumns, LineRow } from './line-repository.ts';
import { requireProviders } from './named-providers.ts';
import { answerDue } from './record-queries.ts';
import { findLastSubmission } from './request-repository.ts';

export interface Heard {
  via: HeardVia;
  decidedAt: string;
  /** When the payer had received what it answers; left out = as it was noted. */
  receivedAt?: string | null;
  /** When the payer wrote it, by its own clock. */
  writtenAt?: string;
}

/** Of an answer, what is kept of it whether or not it counts. */
export interface SaidAnswer {
  action: ReviewAction;
  number: string | null;
  because?: string;
  codes?: readonly string[];
}

/** More than was asked for is typed wrongly, or is a modification (A6). */
export function requireNotMore(line: LineRow, grant: LineGrant): void {
  if (grant.unit === line.unit && grant.quantity > line.quantity)
    throw ruleBroken(
      'more-than-asked',
      `Only ${line.quantity} ${line.unit} were asked for; nothing was written down.`,
    );
}

/** What is granted, and when its last day is over in the clinic. */
export async function grantColumns(
  ctx: Ctx,
  line: LineRow,
  grant: LineGrant,
): Promise<LineColumns> {
  await requireProviders(ctx, 'grant.providerIds', grant.providerIds);
  const inUse = line.units_reserved + line.units_used;
  if (grant.quantity < inUse)
    throw ruleBroken(
      'fewer-than-used',
      `${inUse} are booked or used already; nothing was written down.`,
    );
  const zone = await zoneOf(ctx, line.clinic_id);
  return {
    ...{ granted: grant, granted_units: grant.quantity },
    ...{ granted_from: grant.from, granted_until: grant.until },
    expires_at: dayBounds(grant.until, zone).endsAt,
  };
}

export async function answerRow(
  ctx: Ctx,
  line: LineRow,
  said: { answer: SaidAnswer; heard: Heard; fate: AnswerRow['fate'] },
): Promise<AnswerRow> {
  const { answer, heard, fate } = said;
  const submission = await findLastSubmission(ctx, line.request_id);
  return {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: line.clinic_id },
    ...{ request_id: line.request_id, line_id: line.id, payer_id: line.payer_id },
    ...{ action: answer.action, number: answer.number, via: heard.via, by_id: ctx.actorId },
    ...{ reason_codes: [...(answer.codes ?? [])], because: answer.because ?? '' },
    ...{ decided_at: heard.decidedAt, at: ctx.now, fate },
    received_at: heard.receivedAt ?? submission?.received_at ?? null,
    ...{ due_at: await answerDue(ctx, line.request_id), written_at: heard.writtenAt ?? null },
  };
}

/** Visits that stand on it would stand on nothing. */
export function requireUnused({ units_reserved, units_used, unit }: LineRow): void {
  const inUse = units_reserved + units_used;
  if (inUse > 0)
    throw ruleBroken('units-in-use', `${inUse} ${unit} are booked or used; nothing was changed.`);
}
