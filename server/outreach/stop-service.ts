// The switch: keep messages of a clinic from leaving, and let them leave again.
import type { MessageStop, MessageStopChange, StopScope } from '#contract/outreach-stops';
import { stopInForce, stopScopes } from '#contract/outreach-stops';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { lockHeld, type MessageRow } from './message-repository.ts';
import { stepMessage } from './message-steps.ts';
import { denyStopping } from './outreach-policy.ts';
import { stopViews } from './outreach-queries.ts';
import { sendSoon } from './send-job.ts';
import { findStop, insertStop, lockStops, releaseStop, type StopRow } from './stop-repository.ts';

export async function stopMessages(
  ctx: Ctx,
  input: { clinicId: string; channel: StopScope; reason: string },
): Promise<MessageStop> {
  const { clinicId, channel, reason } = input;
  requireMayStop(ctx, clinicId);
  const stops = await lockStops(ctx, clinicId);
  if (stops.some((stop) => stop.channel === channel))
    throw ruleBroken(
      'already-stopped',
      `${stopScopes[channel]} are stopped already; nothing was changed.`,
    );
  const row: StopRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    ...{ channel, reason },
    stopped_at: ctx.now,
    stopped_by: ctx.actorId,
    ...{ released_at: null, released_by: null },
    version: 1,
  };
  await insertStop(ctx, row);
  return announce(ctx, 'outreach-stop.stopped', row, { channel });
}

export async function releaseMessages(
  ctx: Ctx,
  input: { stopId: string; expectedVersion: number; dropHeld: boolean },
): Promise<{ stop: MessageStop; dropped: number }> {
  const found = await findStop(ctx, input.stopId);
  if (!found) throw notFound('stop');
  requireMayStop(ctx, found.clinic_id);
  const others = await lockStops(ctx, found.clinic_id);
  const row = await findStop(ctx, input.stopId);
  if (!row) throw notFound('stop');
  const [current] = await stopViews(ctx, [row]);
  if (row.version !== input.expectedVersion) throw conflict(current);
  if (row.released_at !== null)
    throw ruleBroken('wrong-state', 'Messages may leave again already; nothing was changed.');
  const released = await releaseStop(ctx, row);
  const still = others
    .filter(({ id }) => id !== row.id)
    .map(({ channel }) => ({ channel, releasedAt: null }));
  const held = (await lockHeld(ctx, row.clinic_id, row.channel)).filter(
    ({ channel }) => !stopInForce(still, channel),
  );
  const dropped = input.dropHeld ? await dropAll(ctx, held) : await letLeave(ctx, held);
  const stop = await announce(ctx, 'outreach-stop.released', released, {
    ...{ channel: row.channel, held: held.length, dropped },
  });
  return { stop, dropped };
}

async function dropAll(ctx: Ctx, held: readonly MessageRow[]): Promise<number> {
  for (const row of held) await stepMessage(ctx, row, 'forbid', { because: 'held-too-long' });
  return held.length;
}

/** The jobs of what was held are gone: they found a stop. */
async function letLeave(ctx: Ctx, held: readonly MessageRow[]): Promise<0> {
  for (const row of held) await sendSoon(ctx, row);
  return 0;
}

function requireMayStop(ctx: Ctx, clinicId: string): void {
  const denied = denyStopping((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (denied !== null) throw notAllowed(denied);
}

async function announce(
  ctx: Ctx,
  type: MessageStopChange['type'],
  row: StopRow,
  detail: Record<string, unknown>,
): Promise<MessageStop> {
  const [view] = await stopViews(ctx, [row]);
  if (!view) throw new Error('A stop has no view.');
  const { id, clinicId, version } = view;
  recordChange(ctx, { type, clinicId, entityId: id, version, payload: view });
  recordAudit(ctx, { act: type, clinicId, entityId: id, detail: { version, ...detail } });
  return view;
}
