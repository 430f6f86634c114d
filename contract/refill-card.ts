// The readiness card of a refill request: every rule with what it found, where and when. Unknown is never a pass.
import * as z from 'zod/mini';
import { patientStatement } from './patient-record.ts';
import { prescription } from './prescription.ts';
import { orderComparison, orderDifference } from './refill-differences.ts';
import { refillProtocol } from './refill-protocol.ts';
import { instant, localDate } from './time.ts';

export const verdicts = { pass: 'Pass', fail: 'Fail', unknown: 'Unknown' } as const;
export type Verdict = keyof typeof verdicts;

export const cardCriterion = z.strictObject({
  /** Stable within a card, e.g. `seen`, `laboratory:4548-4`, `too-soon`. */
  code: z.string(),
  title: z.string(),
  verdict: z.enum(Object.keys(verdicts) as [Verdict]),
  /** What was found, in words, e.g. `Hemoglobin A1c 7.1 %`; `''` when nothing was. */
  datum: z.string(),
  /** Where it comes from, e.g. `Visit`, `Laboratory`, `21 CFR 1306.22`. */
  source: z.string(),
  /** The date of what was found. */
  on: z.nullable(localDate),
});
export type CardCriterion = z.infer<typeof cardCriterion>;

/** What a licensed knowledge base says of a drug beside others; Daysheet ships none. */
export const knowledgeAlert = z.strictObject({
  /** e.g. `interaction`, `allergy`. */
  kind: z.string(),
  words: z.string(),
  source: z.string(),
});
export type KnowledgeAlert = z.infer<typeof knowledgeAlert>;

export const refillCard = z.strictObject({
  itemId: z.uuid(),
  /** `null` = not matched yet. */
  patientId: z.nullable(z.uuid()),
  /** Of what was judged: a decision repeats it, and is refused when anything turned since. */
  stamp: z.string(),
  judgedAt: instant,
  criteria: z.array(cardCriterion),
  sides: orderComparison,
  differences: z.array(orderDifference),
  prescription: z.nullable(prescription),
  /** In force for the drug; `null` = none. */
  protocol: z.nullable(refillProtocol),
  /** Why nobody may approve this by the protocol alone; empty = it may be delegated. */
  notDelegated: z.array(z.string()),
  /** What was said of allergies and drugs, as text. */
  statements: z.array(patientStatement),
  /** `null` = no knowledge base is connected. */
  alerts: z.nullable(z.array(knowledgeAlert)),
  lastSeenOn: z.nullable(localDate),
  nextVisitAt: z.nullable(instant),
  /** Open requests of the same patient in the clinic, the most pressing first, this one among them. */
  together: z.array(z.uuid()),
});
export type RefillCard = z.infer<typeof refillCard>;
