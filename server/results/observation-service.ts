// Use cases of laboratory values. What another system sends again, with its own number, is the same value.
import { isDeepStrictEqual } from 'node:util';
import type { Interpretation, Observation, ObservationStatus } from '#contract/observations';
import { requireOpenChart } from '../patients/contact-queries.ts';
import { getPatient } from '../patients/patients-queries.ts';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { normalInstant } from '../platform/clock/instants.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { denyRecording, maySeeObservation } from './observation-policy.ts';
import {
  insertObservation,
  lockObservation,
  insertObservations,
  lockObservationSent,
  lockObservationsSent,
  updateObservation,
  type NewObservation,
  type ObservationFacts,
  type ObservationRow,
} from './observation-repository.ts';
import { observationView } from './observation-view.ts';

export interface SaidObservation {
  clinicId: string;
  patientId: string;
  code: string;
  title: string;
  valueText: string;
  valueNumber: number | null;
  unit: string | null;
  interpretation: Interpretation | null;
  effectiveAt: string;
  /** Of what another system sends; staff enter final values. */
  sent?: { source: string; referenceId: string | null; status: ObservationStatus };
}

/**
 * What one sender says of one patient, in few statements. They are values of a report that was taken: what was never kept and
 * is taken back is left out.
 */
export async function recordObservations(
  ctx: Ctx,
  said: readonly SaidObservation[],
): Promise<void> {
  const numbered = new Map(said.map((each) => [each.sent?.referenceId ?? '', each]));
  const [first] = said;
  if (!first?.sent) return;
  const { source } = first.sent;
  const known = await lockObservationsSent(ctx, source, [...numbered.keys()]);
  const added = [...numbered.values()].flatMap((each): NewObservation[] => {
    const { referenceId, status } = each.sent ?? byStaff;
    if (known.has(referenceId ?? '') || status === 'entered-in-error') return [];
    return [
      {
        ...{ id: newId(), clinic_id: each.clinicId, patient_id: each.patientId, ...factsOf(each) },
        ...{ source, reference_id: referenceId },
      },
    ];
  });
  for (const row of await insertObservations(ctx, added)) announce(ctx, 'recorded', row);
  for (const [number, row] of known) {
    const anew = numbered.get(number);
    if (anew) await sayAgain(ctx, row, anew);
  }
}

const byStaff = { source: 'entered by staff', referenceId: null, status: 'final' } as const;
const takenBack = 'Taken back by the sender';

export async function recordObservation(ctx: Ctx, said: SaidObservation): Promise<Observation> {
  const denied = denyRecording((...asked) => mayAct(ctx, ...asked), said.clinicId);
  if (denied !== null) throw notAllowed(denied);
  if (normalInstant(said.effectiveAt) > ctx.now)
    throw ruleBroken(
      'in-the-future',
      'The value is of a later time than now; nothing was changed.',
    );
  const { source, referenceId, status } = said.sent ?? byStaff;
  const known =
    referenceId === null ? undefined : await lockObservationSent(ctx, { source, referenceId });
  if (known) return sayAgain(ctx, known, said);
  if (status === 'entered-in-error')
    throw ruleBroken(
      'wrong-state',
      'A value that was never sent was taken back; nothing was changed.',
    );
  const patient = await getPatient(ctx, said.patientId);
  await requireOpenChart(ctx, patient.id);
  const row = await insertObservation(ctx, {
    id: newId(),
    clinic_id: said.clinicId,
    patient_id: patient.id,
    ...factsOf(said),
    source,
    reference_id: referenceId,
  });
  if (row) return announce(ctx, 'recorded', row);
  const meanwhile = await lockObservationSent(ctx, { source, referenceId: referenceId ?? '' });
  if (!meanwhile) throw taken();
  return sayAgain(ctx, meanwhile, said);
}

export async function markObservationInError(
  ctx: Ctx,
  input: { observationId: string; expectedVersion: number; reason: string },
): Promise<Observation> {
  const holds = (...asked: Parameters<Parameters<typeof denyRecording>[0]>): boolean =>
    mayAct(ctx, ...asked);
  const row = await lockObservation(ctx, input.observationId);
  if (!row || !maySeeObservation(holds, row)) throw notFound('laboratory value');
  const denied = denyRecording(holds, row.clinic_id);
  if (denied !== null) throw notAllowed(denied);
  if (row.status === 'entered-in-error')
    throw ruleBroken('wrong-state', 'The value is marked as entered in error already.');
  if (row.version !== input.expectedVersion) throw conflict(observationView(row));
  const marked = await updateObservation(ctx, 'marked-in-error', row, {
    status: 'entered-in-error',
    in_error_because: input.reason,
  });
  return announce(ctx, 'marked-in-error', marked);
}

/** Of a row that is locked: the sender said it before, of the same patient in the same clinic, or is refused. */
async function sayAgain(
  ctx: Ctx,
  row: ObservationRow,
  said: SaidObservation,
): Promise<Observation> {
  if (row.patient_id !== said.patientId || row.clinic_id !== said.clinicId) throw taken();
  const facts = factsOf(said);
  if (isSame(row, facts)) return observationView(row);
  const inError = facts.status === 'entered-in-error';
  const next = inError ? { status: facts.status, in_error_because: facts.in_error_because } : facts;
  const act = inError ? 'marked-in-error' : 'changed';
  return announce(ctx, act, await updateObservation(ctx, act, row, next));
}

function taken(): Error {
  return ruleBroken(
    'reference-taken',
    'The sender gave this number to a value of another chart or clinic; nothing was changed.',
  );
}

function factsOf(said: SaidObservation): ObservationFacts {
  const { status } = said.sent ?? byStaff;
  return {
    code: said.code,
    title: said.title,
    value_text: said.valueText,
    value_number: said.valueNumber === null ? null : String(said.valueNumber),
    unit: said.unit,
    interpretation: said.interpretation,
    status,
    effective_at: normalInstant(said.effectiveAt),
    in_error_because: status === 'entered-in-error' ? takenBack : null,
  };
}

/** A value that was taken back stays so until the sender says something else of it. */
function isSame(row: ObservationRow, facts: ObservationFacts): boolean {
  if (facts.status === 'entered-in-error') return row.status === 'entered-in-error';
  const words = (of: ObservationFacts): unknown[] => [
    ...[of.code, of.title, of.value_text, asNumber(of.value_number), of.unit],
    ...[of.interpretation, of.status, of.effective_at],
  ];
  return isDeepStrictEqual(words(row), words(facts));
}

function asNumber(exact: string | null): number | null {
  return exact === null ? null : Number(exact);
}

const acts = {
  recorded: 'observation.record',
  changed: 'observation.change',
  'marked-in-error': 'observation.mark-in-error',
} as const;

/** To every console of the clinic, and to the audit log in ids and codes only. */
function announce(ctx: Ctx, what: keyof typeof acts, row: ObservationRow): Observation {
  const view = observationView(row);
  const { id: entityId, clinicId, patientId, code, version } = view;
  recordAudit(ctx, { act: acts[what], clinicId, entityId, detail: { patientId, code } });
  recordChange(ctx, {
    type: `results.observation-${what}`,
    clinicId,
    entityId,
    version,
    payload: view,
  });
  return view;
}
