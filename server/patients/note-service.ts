// Use cases of notes on patients.
import type { PatientNote } from '#contract/patient-note';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { requireOpenChart } from './contact-queries.ts';
import {
  getNote,
  insertNote,
  listNotes,
  lockNote,
  strikeNote,
  type NamedNoteRow,
  type NoteRow,
} from './note-repository.ts';
import { denyStriking, denyWriting } from './patients-policy.ts';
import { getPatient } from './patients-queries.ts';

export async function listPatientNotes(ctx: Ctx, patientId: string): Promise<PatientNote[]> {
  const rows = await listNotes(ctx, patientId);
  return rows.filter((row) => mayAct(ctx, 'patient-note:read', row.clinic_id)).map(noteView);
}

export async function addPatientNote(
  ctx: Ctx,
  input: { patientId: string; clinicId: string; text: string },
): Promise<PatientNote> {
  const denied = denyWriting((...asked) => mayAct(ctx, ...asked), input.clinicId);
  if (denied) throw notAllowed(denied);
  const patient = await getPatient(ctx, input.patientId);
  await requireOpenChart(ctx, patient.id);
  const row = await insertNote(ctx, {
    id: newId(),
    clinic_id: input.clinicId,
    patient_id: patient.id,
    text: input.text,
    author_id: whoActs(ctx),
  });
  tell(ctx, row, 'written');
  return noteView(await getNote(ctx, row.id));
}

export async function strikePatientNote(
  ctx: Ctx,
  input: { patientId: string; noteId: string; expectedVersion: number },
): Promise<PatientNote> {
  const row = await lockNote(ctx, input);
  if (!row || !mayAct(ctx, 'patient-note:read', row.clinic_id)) throw notFound('note');
  const denied = denyStriking((...asked) => mayAct(ctx, ...asked), {
    clinicId: row.clinic_id,
    isOwn: row.author_id === ctx.actorId,
  });
  if (denied) throw notAllowed(denied);
  if (row.struck_at !== null)
    throw ruleBroken('already-struck', 'The note has been struck out already.');
  if (row.version !== input.expectedVersion) throw conflict(noteView(await getNote(ctx, row.id)));
  const struck = await strikeNote(ctx, row, whoActs(ctx));
  tell(ctx, struck, 'struck');
  return noteView(await getNote(ctx, row.id));
}

function whoActs(ctx: Ctx): string {
  if (ctx.actorId === null) throw new Error('Notes are written by people.');
  return ctx.actorId;
}

function tell(ctx: Ctx, row: NoteRow, what: 'written' | 'struck'): void {
  recordChange(ctx, {
    type: `patients.note-${what}`,
    clinicId: null,
    // Whose page asks again, without telling anybody more.
    entityId: row.patient_id,
    version: row.version,
    payload: null,
  });
  recordAudit(ctx, {
    act: what === 'written' ? 'patient-note.write' : 'patient-note.strike',
    clinicId: row.clinic_id,
    entityId: row.patient_id,
    detail: { noteId: row.id },
  });
}

function noteView(row: NamedNoteRow): PatientNote {
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patientId: row.patient_id,
    text: row.text,
    authorId: row.author_id,
    author: row.author ?? '',
    writtenAt: row.written_at,
    struck: row.struck_at === null ? null : { at: row.struck_at, by: row.struck_by ?? '' },
    version: row.version,
  };
}
