// The use cases of a copay: collected with a receipt, not collected for a reason, a payment voided.
import type { Appointment } from '#contract/calendar';
import type { Copay, CopayChange, PaymentMethod, SkipReason, VoidReason } from '#contract/payments';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { copayView, dueByCoverage, getVisit, unwrittenCopay } from './copay-queries.ts';
import {
  insertCopay,
  insertPayment,
  insertVoid,
  lockCopay,
  updateCopay,
  type CopayAct,
  type CopayRow,
  type PaymentRow,
} from './copay-repository.ts';
import { lockDrawer, lockOwnDrawer, type DrawerRow } from './drawer-repository.ts';
import { announceUse } from './drawer-service.ts';
import { refuseCollecting } from './payment-rules.ts';
import { denyCollecting, denyVoiding, maySeePayments } from './payments-policy.ts';

interface OfVisit {
  appointmentId: string;
  /** 0 = as long as nothing is written down. */
  expectedVersion: number;
}

export interface CollectCopay extends OfVisit {
  dueCents: number;
  amountCents: number;
  method: PaymentMethod;
  reference?: string | undefined;
}

/** Locked always in this order: the copay, the drawer, the clinic's counter of receipts. */
export async function collectCopay(ctx: Ctx, input: CollectCopay): Promise<Copay> {
  const { appointmentId, dueCents, amountCents, method, reference } = input;
  if (method === 'cash' && reference !== undefined)
    throw invalidInput('reference', 'Cash has no reference.');
  const { visit, row } = await takeVisit(ctx, input);
  const due_from =
    row?.due_cents === dueCents && row.due_from !== null
      ? row.due_from
      : (await dueByCoverage(ctx, visit)) === dueCents
        ? 'coverage'
        : 'desk';
  const changed = { due_cents: dueCents, due_from, skipped_because: null };
  const next = await write(ctx, { act: 'collected', visit, row, changed });
  const drawer = await lockOwnDrawer(ctx, visit.clinicId);
  if (!drawer && method === 'cash')
    throw ruleBroken('no-open-drawer', 'Cash needs your own open drawer; nothing was collected.');
  const payment = await insertPayment(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    clinic_id: visit.clinicId,
    appointment_id: appointmentId,
    method,
    amount_cents: amountCents,
    reference: reference ?? null,
    drawer_id: drawer?.id ?? null,
    collected_at: ctx.now,
    collected_by: actorOf(ctx),
  });
  if (drawer) await announceUse(ctx, drawer);
  const { id: paymentId, receipt_number: receiptNumber } = payment;
  return announce(ctx, 'copay-collected', next, { paymentId, receiptNumber, method, amountCents });
}

export async function skipCopay(ctx: Ctx, input: OfVisit & { reason: SkipReason }): Promise<Copay> {
  const { reason } = input;
  const { visit, row } = await takeVisit(ctx, input);
  if (row && (await copayView(ctx, row)).paidCents > 0)
    throw ruleBroken(
      'already-paid',
      'Something was collected for this visit; nothing was changed.',
    );
  const due = row ? row.due_cents : await dueByCoverage(ctx, visit);
  const changed = {
    due_cents: due,
    due_from: due === null ? null : (row?.due_from ?? 'coverage'),
    skipped_because: reason,
  };
  const next = await write(ctx, { act: 'skipped', visit, row, changed });
  return announce(ctx, 'copay-skipped', next, { reason });
}

export async function voidPayment(
  ctx: Ctx,
  { paymentId, reason }: { paymentId: string; reason: VoidReason },
): Promise<Copay> {
  const payment = await ctx
    .db('payment')
    .where({ organization_id: ctx.organizationId, id: paymentId })
    .first<PaymentRow | undefined>('*');
  if (!payment || !maySeePayments(holds(ctx), payment)) throw notFound('payment');
  const refusal = denyVoiding(holds(ctx), payment.clinic_id);
  if (refusal !== null) throw notAllowed(refusal);
  const row = await lockCopay(ctx, payment.appointment_id);
  if (!row) throw new Error('A payment has no copay.');
  const standing = await copayView(ctx, row);
  if (standing.payments.some(({ id, voided }) => id === paymentId && voided !== null))
    throw ruleBroken(
      'already-voided',
      'This payment was voided before; nothing was changed.',
      standing,
    );
  const drawer = await drawerToGiveFrom(ctx, payment);
  await insertVoid(ctx, {
    organization_id: ctx.organizationId,
    payment_id: paymentId,
    clinic_id: payment.clinic_id,
    reason,
    method: payment.method,
    amount_cents: payment.amount_cents,
    drawer_id: drawer?.id ?? null,
    voided_at: ctx.now,
    voided_by: actorOf(ctx),
  });
  if (drawer) await announceUse(ctx, drawer);
  const next = await updateCopay(ctx, 'voided', row, {});
  return announce(ctx, 'payment-voided', next, { paymentId, reason });
}

/** Its own while that is open. Cash of one that is closed is handed out of the drawer of who voids it. */
async function drawerToGiveFrom(ctx: Ctx, payment: PaymentRow): Promise<DrawerRow | null> {
  const own = payment.drawer_id === null ? undefined : await lockDrawer(ctx, payment.drawer_id);
  if (own?.status === 'open') return own;
  if (payment.method !== 'cash') return null;
  const mine = await lockOwnDrawer(ctx, payment.clinic_id);
  if (mine) return mine;
  throw ruleBroken(
    'no-open-drawer',
    'Its drawer is closed: open your own to give the cash back from. Nothing was changed.',
  );
}

interface TakenVisit {
  visit: Appointment;
  /** Locked; none as long as nothing is written down. */
  row: CopayRow | undefined;
}

async function takeVisit(ctx: Ctx, input: OfVisit): Promise<TakenVisit> {
  const visit = await getVisit(ctx, input.appointmentId);
  const refusal = denyCollecting(holds(ctx), visit.clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const row = await lockCopay(ctx, visit.id);
  if ((row?.version ?? 0) !== input.expectedVersion) throw await staleCopay(ctx, visit, row);
  const refused = refuseCollecting(visit);
  if (refused !== null) throw ruleBroken(refused.rule, refused.message);
  return { visit, row };
}

async function staleCopay(ctx: Ctx, visit: Appointment, row: CopayRow | undefined): Promise<Error> {
  return conflict(row ? await copayView(ctx, row) : await unwrittenCopay(ctx, visit));
}

async function write(
  ctx: Ctx,
  of: TakenVisit & {
    act: CopayAct;
    changed: Pick<CopayRow, 'due_cents' | 'due_from' | 'skipped_because'>;
  },
): Promise<CopayRow> {
  const { act, visit, row, changed } = of;
  if (row) return updateCopay(ctx, act, row, changed);
  const key = { organization_id: ctx.organizationId, id: visit.id, clinic_id: visit.clinicId };
  const first = { ...key, ...changed, version: 1 };
  if (await insertCopay(ctx, act, first)) return first;
  throw await staleCopay(ctx, visit, await lockCopay(ctx, visit.id));
}

function holds(ctx: Ctx) {
  return (...asked: [Parameters<typeof mayAct>[1], string]): boolean => mayAct(ctx, ...asked);
}

/** Money is taken and given by somebody who answers for it. */
function actorOf({ actorId }: Ctx): string {
  if (actorId === null) throw new Error('Nobody answers for this payment.');
  return actorId;
}

const acts = {
  'copay-collected': 'payment.collect',
  'copay-skipped': 'payment.skip',
  'payment-voided': 'payment.void',
} as const;

async function announce(
  ctx: Ctx,
  what: keyof typeof acts,
  row: CopayRow,
  detail: Record<string, unknown>,
): Promise<Copay> {
  const view = await copayView(ctx, row);
  const { id: entityId, clinicId, version } = view;
  const type: CopayChange['type'] = `payments.${what}`;
  recordAudit(ctx, { act: acts[what], clinicId, entityId, detail });
  recordChange(ctx, { type, clinicId, entityId, version, payload: view });
  return view;
}
