// The use case of the undo: what nobody touched since stands again as it stood, and the rest is told.
import type { Permission } from '#contract/permission';
import { rescueWorkflow, type Rescued } from '#contract/rescues';
import { lockTimeOff, withdrawTimeOff } from '../availability/exception-service.ts';
import { lockForRehoming, putVisitBack } from '../calendar/rehome-service.ts';
import { dropCall } from '../calls/calls-service.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { withdrawEntry } from '../waitlist/entry-service.ts';
import { denyRescuing, maySeeRescue } from './rescue-policy.ts';
import { hasToldSomebody, listLines, rescuedView } from './rescue-queries.ts';
import {
  lockRescue,
  markUndone,
  updateRescue,
  type RescueLineRow,
  type RescueRow,
} from './rescue-repository.ts';
import { announce } from './rescue-service.ts';
import { countActs, rescueView } from './rescue-view.ts';

export async function undoRescue(
  ctx: Ctx,
  input: { rescueId: string; expectedVersion: number },
): Promise<Rescued> {
  const { row, lines } = await takeForUndo(ctx, input);
  await withdrawTimeOff(ctx, row.exception_id);
  for (const line of lines) await undoLine(ctx, row, line);
  const undone = await updateRescue(ctx, row, { status: 'undone', undone_at: ctx.now });
  announce(ctx, 'undone', { row: undone, counts: countActs(lines) });
  return rescuedView(ctx, undone);
}

async function takeForUndo(
  ctx: Ctx,
  { rescueId, expectedVersion }: { rescueId: string; expectedVersion: number },
): Promise<{ row: RescueRow; lines: RescueLineRow[] }> {
  const holds = (permission: Permission, clinicId: string): boolean =>
    mayAct(ctx, permission, clinicId);
  const row = await lockRescue(ctx, rescueId);
  if (!row || !maySeeRescue(holds, row)) throw notFound('rescue');
  const refusal = denyRescuing(holds, row.clinic_id);
  if (refusal !== null) throw notAllowed(refusal);
  const lines = await listLines(ctx, row.id);
  if (row.version !== expectedVersion) throw conflict(rescueView(row, countActs(lines)));
  requireTransition(
    ctx,
    rescueWorkflow,
    'undo',
    { status: row.status, clinicId: row.clinic_id },
    {},
  );
  if (row.ends_at <= ctx.now)
    throw ruleBroken(
      'over',
      'The time in which the provider was out has passed; nothing was changed.',
    );
  await lockTimeOff(ctx, row.exception_id);
  await lockForRehoming(ctx, {
    appointmentIds: lines.map(({ appointment_id }) => appointment_id),
    times: lines.flatMap((line) => timesOf(row, line)),
    awayProviderId: row.provider_id,
  });
  // Under the locks: whoever tells a patient now waits, and finds the visit changed.
  if (await hasToldSomebody(ctx, lines))
    throw ruleBroken(
      'patients-told',
      'Patients have been told already: make a new plan instead. Nothing was changed.',
    );
  return { row, lines };
}

function timesOf(
  { provider_id }: RescueRow,
  line: RescueLineRow,
): { providerId: string; startsAt: string; endsAt: string }[] {
  const old = {
    providerId: provider_id,
    startsAt: line.from_starts_at,
    endsAt: line.from_ends_at,
  };
  const { to_provider_id: providerId, to_starts_at: startsAt } = line;
  if (providerId === null || startsAt === null) return [old];
  return [old, { providerId, startsAt, endsAt: startsAt }];
}

async function undoLine(ctx: Ctx, rescue: RescueRow, line: RescueLineRow): Promise<void> {
  if (line.call_id !== null) await dropCall(ctx, line.call_id, 'settled');
  if (line.act !== 'move' && line.act !== 'waitlist') return;
  const undone = await putVisitBack(ctx, {
    appointmentId: line.appointment_id,
    expectedVersion: line.appointment_version,
    providerId: rescue.provider_id,
    startsAt: line.from_starts_at,
    leftAt: rescue.committed_at,
  });
  if (undone === 'restored' && line.entry_id !== null) await withdrawEntry(ctx, line.entry_id);
  await markUndone(ctx, line, undone);
}
