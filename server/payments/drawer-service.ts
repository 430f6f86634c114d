// The use cases of a drawer: opened with a float, used by payments, counted and closed.
import { drawerWorkflow, type Drawer, type DrawerChange } from '#contract/drawers';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireTransition } from '../platform/require-transition.ts';
import { drawerView, readSums } from './drawer-queries.ts';
import { insertDrawer, lockDrawer, updateDrawer, type DrawerRow } from './drawer-repository.ts';
import { expectedCash, refuseCount, sumsOf } from './payment-rules.ts';
import { denyClosing, denyCollecting, maySeePayments } from './payments-policy.ts';

export async function openDrawer(
  ctx: Ctx,
  { clinicId, floatCents }: { clinicId: string; floatCents: number },
): Promise<Drawer> {
  const refusal = denyCollecting((...asked) => mayAct(ctx, ...asked), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  if (ctx.actorId === null) throw new Error('Nobody answers for this drawer.');
  const row: DrawerRow = {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: clinicId,
    staff_id: ctx.actorId,
    status: 'open',
    float_cents: floatCents,
    opened_at: ctx.now,
    closed_at: null,
    closed_by: null,
    expected_cents: null,
    counted_cents: null,
    difference_reason: null,
    version: 1,
  };
  if (!(await insertDrawer(ctx, row)))
    throw ruleBroken('drawer-open', 'You have an open drawer here already; nothing was changed.');
  announce(ctx, 'opened', row);
  recordAudit(ctx, {
    act: 'drawer.open',
    clinicId,
    entityId: row.id,
    detail: { floatCents },
  });
  return drawerView(ctx, row);
}

/** Money went in or out. Who counts on an older picture of it is told, because its version is another. */
export async function announceUse(ctx: Ctx, drawer: DrawerRow): Promise<void> {
  announce(ctx, 'used', await updateDrawer(ctx, 'used', drawer));
}

export interface CloseDrawer {
  drawerId: string;
  expectedVersion: number;
  countedCents: number;
  reason?: string | undefined;
}

export async function closeDrawer(ctx: Ctx, input: CloseDrawer): Promise<Drawer> {
  const { countedCents } = input;
  const row = await lockDrawer(ctx, input.drawerId);
  const holds: Parameters<typeof maySeePayments>[0] = (...asked) => mayAct(ctx, ...asked);
  if (!row || !maySeePayments(holds, row)) throw notFound('drawer');
  const refusal = denyClosing(holds, row, ctx.actorId);
  if (refusal !== null) throw notAllowed(refusal);
  if (row.version !== input.expectedVersion) throw conflict(await drawerView(ctx, row));
  const item = { status: row.status, clinicId: row.clinic_id };
  requireTransition(ctx, drawerWorkflow, 'close', item, { countedCents });
  const sums = sumsOf((await readSums(ctx, [row.id])).get(row.id) ?? []);
  const expectedCents = expectedCash(row.float_cents, sums);
  const reason = input.reason === undefined || input.reason === '' ? null : input.reason;
  const refused = refuseCount({ countedCents, expectedCents, reason });
  if (refused !== null) throw ruleBroken(refused.rule, refused.message);
  const closed = await updateDrawer(ctx, 'closed', row, {
    status: 'closed',
    closed_at: ctx.now,
    closed_by: ctx.actorId,
    expected_cents: expectedCents,
    counted_cents: countedCents,
    difference_reason: countedCents === expectedCents ? null : reason,
  });
  announce(ctx, 'closed', closed);
  recordAudit(ctx, {
    act: 'drawer.close',
    clinicId: row.clinic_id,
    entityId: row.id,
    detail: { expectedCents, countedCents },
  });
  return drawerView(ctx, closed);
}

function announce(ctx: Ctx, what: 'opened' | 'used' | 'closed', row: DrawerRow): void {
  const type: DrawerChange['type'] = `payments.drawer-${what}`;
  const { id: entityId, clinic_id: clinicId, version } = row;
  recordChange(ctx, { type, clinicId, entityId, version, payload: null });
}
