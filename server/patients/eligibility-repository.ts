// The only SQL that writes checks of eligibility.
import type { EligibilityAnswerKind, LeftAside } from '#contract/eligibility';
import type { Ctx } from '../platform/context.ts';

export interface CheckRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  coverage_id: string;
  interface_id: string;
  message_id: string;
  reference: string;
  payer_id: string;
  member_id: string;
  service_on: string;
  asked_at: string;
  asked_by: string | null;
  answer: EligibilityAnswerKind | null;
  answered_at: string | null;
  answer_message_id: string | null;
  written_at: string | null;
  written_on: string | null;
  plan_name: string;
  reject_code: string | null;
  left_aside: LeftAside | null;
}

export type NewCheck = Omit<
  CheckRow,
  | 'answer'
  | 'answered_at'
  | 'answer_message_id'
  | 'written_at'
  | 'written_on'
  | 'plan_name'
  | 'reject_code'
  | 'left_aside'
>;

const table = 'eligibility_check';

export async function insertChecks(ctx: Ctx, checks: readonly NewCheck[]): Promise<void> {
  await ctx.db(table).insert([...checks]);
}

export function lockCheck(ctx: Ctx, id: string): Promise<CheckRow | undefined> {
  return ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .forUpdate()
    .first<CheckRow | undefined>('*');
}

/** Of a row that this transaction holds locked. */
export async function updateCheck(
  ctx: Ctx,
  id: string,
  answer: Partial<Omit<CheckRow, keyof NewCheck>>,
): Promise<void> {
  await ctx.db(table).where({ organization_id: ctx.organizationId, id }).update(answer);
}
