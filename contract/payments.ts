// Copays: what a patient pays at the desk for a visit, the receipts for it, and what is taken back.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { patientSummary } from './patients.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

/** How somebody pays. A card goes through the clinic's own terminal; no number of a card is ever kept. */
export const paymentMethods = { cash: 'Cash', card: 'Card', check: 'Check' } as const;
export type PaymentMethod = keyof typeof paymentMethods;
const paymentMethod = z.enum(Object.keys(paymentMethods) as [PaymentMethod]);

/** Why nothing was collected. */
export const skipReasons = {
  later: 'Pays later',
  'no-means': 'Has no money or card along',
  cannot: 'Cannot pay',
  disputes: 'Says that none is due',
  'not-due': 'None is due for this visit',
} as const;
export type SkipReason = keyof typeof skipReasons;

/** Why a payment does not count any more. */
export const voidReasons = {
  'wrong-amount': 'Wrong amount',
  'wrong-patient': 'Wrong patient or visit',
  'wrong-method': 'Wrong method',
  'given-back': 'Given back to the patient',
  'not-paid': 'Card declined or check returned',
} as const;
export type VoidReason = keyof typeof voidReasons;

/** Integer cents; a dollar is 100. */
const cents = z.int32().check(z.gte(0), z.lte(1_000_000));
const paidCents = z.int32().check(z.gte(1), z.lte(1_000_000));

/** Twelve digits and more in a row are a card's number, which must not be kept. */
const cardNumber = /(?:\d[ -]?){12}/;

/** Of the terminal's slip or the check. */
const reference = line({ max: 40 }).check(
  z.refine((text) => !cardNumber.test(text), { message: 'must not be the number of a card' }),
);

export const payment = z.strictObject({
  id: z.uuid(),
  /** Unique in its clinic, without gaps, from 1. */
  receiptNumber: z.int(),
  method: paymentMethod,
  /** Integer cents, 1 or more. */
  amountCents: z.int(),
  reference: z.nullable(z.string()),
  collectedAt: instant,
  /** Who took it, as in lists. */
  collectedBy: z.string(),
  /** Set once it does not count any more; it is never deleted. */
  voided: z.nullable(
    z.strictObject({
      at: instant,
      by: z.string(),
      reason: z.enum(Object.keys(voidReasons) as [VoidReason]),
    }),
  ),
});
export type Payment = z.infer<typeof payment>;

export const dueSources = ['coverage', 'desk'] as const;
export type DueSource = (typeof dueSources)[number];

export const copay = z.strictObject({
  /** That of the visit. */
  id: z.uuid(),
  clinicId: z.uuid(),
  /** Integer cents; `null` = not known. */
  dueCents: z.nullable(z.int()),
  /** Who says so: the coverage in force on the day of the visit, or the desk; `null` = nobody. */
  dueFrom: z.nullable(z.enum(dueSources)),
  /** The sum of what was collected and not voided. */
  paidCents: z.int(),
  /** Set while nothing was collected, for that reason. */
  skippedBecause: z.nullable(z.enum(Object.keys(skipReasons) as [SkipReason])),
  /** In the order of their receipts. */
  payments: z.array(payment),
  /** 0 while nothing was written down; then `dueCents` follows the coverage. */
  version: z.int().check(z.nonnegative()),
});
export type Copay = z.infer<typeof copay>;

export type CopayStanding = 'not-known' | 'none-due' | 'due' | 'part-paid' | 'paid' | 'skipped';

export function copayStanding(of: Copay): CopayStanding {
  if (of.paidCents > 0) return of.paidCents < (of.dueCents ?? 0) ? 'part-paid' : 'paid';
  if (of.skippedBecause !== null) return 'skipped';
  if (of.dueCents === null) return 'not-known';
  return of.dueCents === 0 ? 'none-due' : 'due';
}

/** Integer cents that are still to be collected; 0 where nothing is known to be due. */
export function stillDue({ dueCents, paidCents }: Copay): number {
  return Math.max(0, (dueCents ?? 0) - paidCents);
}

const ofVisit = z.strictObject({ appointmentId: z.uuid() });
/** 0 = as long as nothing is written down. */
const expectedVersion = z.int32().check(z.nonnegative());

export const getCopay = endpoint({
  name: 'getCopay',
  method: 'GET',
  path: '/api/payments/copays/:appointmentId',
  summary: 'What a patient is to pay for a visit, and has paid.',
  access: 'payment:read',
  params: ofVisit,
  answer: copay,
});

export const collectCopay = endpoint({
  name: 'collectCopay',
  method: 'POST',
  path: '/api/payments/copays/:appointmentId/collect',
  summary:
    'Collect a copay, or a part of it or more; a receipt is written. Cash goes into the own open drawer.',
  access: 'payment:collect',
  params: ofVisit,
  body: z.strictObject({
    expectedVersion,
    /** What is due for the visit altogether, integer cents. */
    dueCents: cents,
    /** What is taken now, integer cents. */
    amountCents: paidCents,
    method: paymentMethod,
    /** Only with a card or a check; never the number of a card. */
    reference: z.optional(reference),
  }),
  answer: copay,
  rules: ['wrong-state', 'no-open-drawer'],
});

export const skipCopay = endpoint({
  name: 'skipCopay',
  method: 'POST',
  path: '/api/payments/copays/:appointmentId/skip',
  summary: 'Write down why no copay was collected.',
  access: 'payment:collect',
  params: ofVisit,
  body: z.strictObject({
    expectedVersion,
    reason: z.enum(Object.keys(skipReasons) as [SkipReason]),
  }),
  answer: copay,
  rules: ['wrong-state', 'already-paid'],
});

export const voidPayment = endpoint({
  name: 'voidPayment',
  method: 'POST',
  path: '/api/payments/payments/:paymentId/void',
  summary:
    'Void a payment for a reason; its receipt stays. Cash goes back out of its drawer, or out of the own one if that is closed.',
  access: 'payment:void',
  params: z.strictObject({ paymentId: z.uuid() }),
  body: z.strictObject({ reason: z.enum(Object.keys(voidReasons) as [VoidReason]) }),
  answer: copay,
  rules: ['already-voided', 'no-open-drawer'],
});

export const receipt = z.strictObject({
  payment,
  clinicName: z.string(),
  /** IANA zone of the clinic, for the times. */
  zone: z.string(),
  patient: patientSummary,
  visitAt: instant,
});
export type Receipt = z.infer<typeof receipt>;

export const getReceipt = endpoint({
  name: 'getReceipt',
  method: 'GET',
  path: '/api/payments/payments/:paymentId/receipt',
  summary: 'A receipt, to be printed.',
  access: 'payment:read',
  params: z.strictObject({ paymentId: z.uuid() }),
  answer: receipt,
  showsPatients: true,
  takesOut: true,
});

export const paymentEndpoints = [
  getCopay,
  collectCopay,
  skipCopay,
  voidPayment,
  getReceipt,
] as const;

/** Feed `payments:<clinic>`; the payload is the copay after the change. */
export interface CopayChange {
  type: 'payments.copay-collected' | 'payments.copay-skipped' | 'payments.payment-voided';
  payload: Copay;
}

export interface CopayState {
  copays: ById<Copay>;
}

export function applyCopayChange(state: CopayState, change: CopayChange): CopayState {
  return { copays: upsertVersioned(state.copays, change.payload) };
}
