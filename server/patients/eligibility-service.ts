// Asking a payer about a coverage: what may be asked, and the file that asks.
import type { Coverage } from '#contract/coverage';
import { traceOf } from '../interop/x12/trace-number.ts';
import { referenceOf, write270, type New270 } from '../interop/x12/write-270.ts';
import { localDateOf, localTimeOf } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import { findInterfaceTo } from '../platform/drop-folder/interface-queries.ts';
import { asX12, type X12InterfaceRow } from '../platform/drop-folder/interface-row.ts';
import { nextControl, queueFile } from '../platform/drop-folder/send-files.ts';
import { newId } from '../platform/ids.ts';
import { notFound, ruleBroken } from '../platform/problem.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { announceCoverage } from './announce-coverage.ts';
import { closedBecause, closedWords } from './contact-queries.ts';
import { findCoverageRow, lockPatient, type CoverageRow } from './coverage-repository.ts';
import { requireEditing } from './coverage-service.ts';
import { inquiryOf, type Asked } from './eligibility-inquiry.ts';
import { lastChecks, mayBeAskedAgain } from './eligibility-queries.ts';
import { insertChecks } from './eligibility-repository.ts';
import { mustKeepFromPlan } from './flag-queries.ts';
import { getPatient } from './patients-queries.ts';
import { findPayer } from './payer-queries.ts';

interface Wanted {
  clinicId: string;
  coverageId: string;
}

export async function checkEligibility(ctx: Ctx, wanted: Wanted): Promise<Coverage> {
  const { clinicId, coverageId } = wanted;
  requireEditing(ctx, clinicId);
  const found = await findCoverageRow(ctx, coverageId);
  if (!found) throw notFound('coverage');
  // Of two who ask at once the second finds the question of the first.
  await lockPatient(ctx, found.patient_id);
  const coverage = await findCoverageRow(ctx, coverageId);
  if (!coverage) throw notFound('coverage');
  const { zone } = await getClinic(ctx, clinicId);
  const today = localDateOf(ctx.now, zone);
  await requireAskable(ctx, coverage, today);
  const asked = await askedOf(ctx, { clinicId, coverage, serviceOn: today });
  await ask(ctx, { clinicId, zone, row: asked.row, asked: [asked] });
  return announceCoverage(ctx, clinicId, 'coverage.check-eligibility', coverage);
}

export async function requireAskable(ctx: Ctx, coverage: CoverageRow, on: string): Promise<void> {
  const { id: coverageId, patient_id: patientId } = coverage;
  if (!coverage.valid)
    throw ruleBroken('mistaken', 'This coverage was entered by mistake; add another instead.');
  const closed = await closedBecause(ctx, patientId);
  if (closed !== null) throw ruleBroken(closed, closedWords[closed]);
  if (coverage.effective_from > on || (coverage.ends_on ?? on) < on)
    throw ruleBroken(
      'not-in-force',
      'This coverage is not in force on that day; nobody was asked.',
    );
  // A question names the patient, the day and us: it tells the plan of the service.
  if (await mustKeepFromPlan(ctx, { patientId, coverageId, on }))
    throw ruleBroken(
      'kept-from-plan',
      'The patient asked that this plan is not told of services on that day; nobody was asked.',
    );
  const check = (await lastChecks(ctx, [coverage])).get(coverageId) ?? null;
  if (!mayBeAskedAgain(check, ctx.now))
    throw ruleBroken(
      'already-asked',
      'The payer was asked a short while ago; wait for its answer.',
    );
}

export async function askedOf(
  ctx: Ctx,
  { clinicId, coverage, serviceOn }: { clinicId: string; coverage: CoverageRow; serviceOn: string },
): Promise<Asked> {
  const { payer_id: payerId, patient_id: patientId } = coverage;
  const row = await findInterfaceTo(ctx, { kind: 'eligibility', clinicId, payerId });
  const payer = await findPayer(ctx, payerId);
  if (!row || !payer)
    throw ruleBroken('no-interface', 'No interface leads to this payer; nobody was asked.');
  const patient = await getPatient(ctx, patientId);
  return { row: asX12(row), payer, coverage, patient, checkId: newId(), serviceOn };
}

/** One file for all of them; each is a transaction of its own in it. */
export async function ask(
  ctx: Ctx,
  file: { clinicId: string; zone: string; row: X12InterfaceRow; asked: readonly Asked[] },
): Promise<void> {
  const { clinicId, zone, row, asked } = file;
  const reference = traceOf(newId());
  const control = await nextControl(ctx, row);
  const [date, time] = [localDateOf(ctx.now, zone), localTimeOf(ctx.now, zone)];
  const text = textOf(row, { control, date, time, reference, asked });
  const counts = { asked: asked.length };
  const message = await queueFile(ctx, row, { text, control, counts });
  await insertChecks(
    ctx,
    asked.map(({ checkId, coverage, serviceOn }, at) => ({
      organization_id: ctx.organizationId,
      id: checkId,
      clinic_id: clinicId,
      patient_id: coverage.patient_id,
      coverage_id: coverage.id,
      interface_id: row.id,
      message_id: message.id,
      reference: referenceOf(reference, asked.length, at),
      payer_id: coverage.payer_id,
      member_id: coverage.member_id,
      service_on: serviceOn,
      asked_at: ctx.now,
      asked_by: ctx.actorId,
    })),
  );
}

/** So that one who cannot be asked about does not keep back the others of a file. */
export function requireWritable(asked: Asked): void {
  const { row, serviceOn: date } = asked;
  textOf(row, { control: 1, date, time: '00:00', reference: 'TRIED', asked: [asked] });
}

function textOf(
  row: X12InterfaceRow,
  file: Pick<New270, 'control' | 'date' | 'time' | 'reference'> & { asked: readonly Asked[] },
): string {
  const { asked, ...numbers } = file;
  const written = write270({
    sender: { qualifier: row.our_qualifier, id: row.our_id },
    receiver: { qualifier: row.their_qualifier, id: row.their_id },
    isTest: row.is_test,
    ...numbers,
    inquiries: asked.map(inquiryOf),
  });
  if ('text' in written) return written.text;
  throw ruleBroken(
    'cannot-be-written',
    `The question cannot be written: ${written.refused.join('; ')}. Nobody was asked.`,
  );
}
