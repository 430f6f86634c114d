// The only SQL that writes requests and their papers; the item itself is the kernel's row of the same id.
import type { Diagnosis } from '#contract/authorization-line';
import type {
  AskedPlan,
  AuthorizationSource,
  SubmissionChannel,
  Urgency,
} from '#contract/authorization-request';
import type { Ctx } from '../platform/context.ts';
import { fewestAnswers, turnaround, turnaroundOf } from './turnaround-queries.ts';

export interface RequestRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  source: AuthorizationSource;
  source_id: string | null;
  coverage_id: string;
  payer_id: string;
  line_of_business: AskedPlan['lineOfBusiness'];
  plan_name: string;
  member_id: string;
  billing_order: AskedPlan['order'];
  urgency: Urgency;
  attested_by: string | null;
  attested_at: string | null;
  attestation: string | null;
  ordering_id: string | null;
  ordering_name: string;
  ordering_npi: string | null;
  diagnoses: Diagnosis[];
  prior_number: string | null;
  expected_median_at: string | null;
  expected_ninetieth_at: string | null;
  expected_answers: number | null;
}

export const notAttested = { attested_by: null, attested_at: null, attestation: null } as const;
export const notExpected = {
  ...{ expected_median_at: null, expected_ninetieth_at: null, expected_answers: null },
} as const;

const table = 'authorization_request';

export async function insertRequest(ctx: Ctx, row: RequestRow): Promise<void> {
  await ctx.db(table).insert({ ...row, diagnoses: JSON.stringify(row.diagnoses) });
}

/** The item's own row must be locked: it guards this one. */
export async function getRequest(ctx: Ctx, id: string): Promise<RequestRow> {
  const row = await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .first<RequestRow | undefined>('*');
  if (!row) throw new Error('A work item of authorizations has no request.');
  return row;
}

export type RequestColumns = Partial<Omit<RequestRow, 'organization_id' | 'id' | 'clinic_id'>>;

export async function updateRequest(ctx: Ctx, id: string, change: RequestColumns): Promise<void> {
  const { diagnoses, ...rest } = change;
  await ctx
    .db(table)
    .where({ organization_id: ctx.organizationId, id })
    .update(diagnoses === undefined ? rest : { ...rest, diagnoses: JSON.stringify(diagnoses) });
}

/** From an instant on; nothing is expected of a payer of which too little is known. */
export async function updateExpectation(
  ctx: Ctx,
  id: string,
  of: { payerId: string; urgency: Urgency; from: string },
): Promise<void> {
  const { from } = of;
  await ctx.db.raw(expectation, [
    ...[fewestAnswers, from, fewestAnswers, from, fewestAnswers],
    ...[...turnaroundOf(ctx, of), ctx.organizationId, id],
  ]);
}

const expectation = `
  update authorization_request
  set expected_median_at = case when known.answers >= ?
      then cast(? as timestamptz) + make_interval(mins => known.median) end,
    expected_ninetieth_at = case when known.answers >= ?
      then cast(? as timestamptz) + make_interval(mins => known.ninetieth) end,
    expected_answers = case when known.answers >= ? then known.answers end
  from (${turnaround}) known
  where organization_id = ? and id = ?`;

export interface DocumentRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  request_id: string;
  title: string;
  asked_by: 'rule' | 'payer' | 'us';
  due_on: string | null;
  attachment_id: string | null;
  waived_because: string | null;
  sent_at: string | null;
  asked_at: string;
}

export async function insertDocuments(ctx: Ctx, rows: readonly DocumentRow[]): Promise<void> {
  if (rows.length > 0) await ctx.db('authorization_document').insert([...rows]);
}

export function listDocuments(ctx: Ctx, requestId: string): Promise<DocumentRow[]> {
  return ctx
    .db('authorization_document')
    .where({ organization_id: ctx.organizationId, request_id: requestId })
    .orderBy(['asked_at', 'id'])
    .select<DocumentRow[]>('*');
}

export async function updateDocument(
  ctx: Ctx,
  id: string,
  change: Pick<DocumentRow, 'attachment_id' | 'waived_because'>,
): Promise<void> {
  await ctx
    .db('authorization_document')
    .where({ organization_id: ctx.organizationId, id })
    .update(change);
}

/** What is there goes along with what is submitted. */
export async function markDocumentsSent(ctx: Ctx, requestId: string): Promise<void> {
  await ctx
    .db('authorization_document')
    .where({ organization_id: ctx.organizationId, request_id: requestId })
    .whereNotNull('attachment_id')
    .whereNull('sent_at')
    .update({ sent_at: ctx.now });
}

export interface SubmissionRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  request_id: string;
  channel: SubmissionChannel;
  at: string;
  by_id: string | null;
  confirmation: string;
  proof_id: string | null;
  received_at: string | null;
  trouble: string | null;
  /** Of an electronic one: through which interface, and in which file. */
  interface_id: string | null;
  message_id: string | null;
}

export async function insertSubmission(ctx: Ctx, row: SubmissionRow): Promise<void> {
  await ctx.db('authorization_submission').insert(row);
}

export function findLastSubmission(
  ctx: Ctx,
  requestId: string,
): Promise<SubmissionRow | undefined> {
  return ctx
    .db('authorization_submission')
    .where({ organization_id: ctx.organizationId, request_id: requestId })
    .orderBy([
      { column: 'at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .first<SubmissionRow | undefined>('*');
}

export async function updateSubmission(
  ctx: Ctx,
  id: string,
  change: Partial<Pick<SubmissionRow, 'confirmation' | 'received_at' | 'trouble'>>,
): Promise<void> {
  await ctx
    .db('authorization_submission')
    .where({ organization_id: ctx.organizationId, id })
    .update(change);
}

export interface CallRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  request_id: string;
  at: string;
  by_id: string;
  spoke_to: string;
  reference: string;
  said: string;
}

export async function insertPayerCall(ctx: Ctx, row: CallRow): Promise<void> {
  await ctx.db('authorization_call').insert(row);
}
