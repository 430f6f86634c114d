// The only SQL of notes on patients.
import type { Knex } from 'knex';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';

export interface NoteRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  patient_id: string;
  text: string;
  author_id: string;
  written_at: string;
  struck_at: string | null;
  struck_by_id: string | null;
  version: number;
}

export interface NamedNoteRow extends NoteRow {
  author: string | null;
  struck_by: string | null;
}

/** Newest first. */
export async function listNotes(ctx: Ctx, patientId: string): Promise<NamedNoteRow[]> {
  return named(ctx)
    .where('n.patient_id', patientId)
    .orderBy([
      { column: 'n.written_at', order: 'desc' },
      { column: 'n.id', order: 'desc' },
    ])
    .limit(100);
}

export async function getNote(ctx: Ctx, id: string): Promise<NamedNoteRow> {
  const row = await named(ctx).where('n.id', id).first();
  if (!row) throw new Error('A note that was written is not there.');
  return row;
}

function named(ctx: Ctx): Knex.QueryBuilder<NamedNoteRow, NamedNoteRow[]> {
  return ctx
    .db('patient_note as n')
    .leftJoin('staff_member as a', {
      'a.organization_id': 'n.organization_id',
      'a.id': 'n.author_id',
    })
    .leftJoin('staff_member as s', {
      's.organization_id': 'n.organization_id',
      's.id': 'n.struck_by_id',
    })
    .where('n.organization_id', ctx.organizationId)
    .select<NamedNoteRow[]>(
      'n.*',
      ctx.db.raw(`a.family || ', ' || a.given as author`),
      ctx.db.raw(`s.family || ', ' || s.given as struck_by`),
    ) as Knex.QueryBuilder<NamedNoteRow, NamedNoteRow[]>;
}

export async function lockNote(
  ctx: Ctx,
  note: { patientId: string; noteId: string },
): Promise<NoteRow | undefined> {
  return ctx
    .db('patient_note')
    .where({ organization_id: ctx.organizationId, id: note.noteId, patient_id: note.patientId })
    .forUpdate()
    .first<NoteRow | undefined>('*');
}

export async function insertNote(
  ctx: Ctx,
  note: Pick<NoteRow, 'id' | 'clinic_id' | 'patient_id' | 'text' | 'author_id'>,
): Promise<NoteRow> {
  const row = {
    ...note,
    organization_id: ctx.organizationId,
    written_at: ctx.now,
    struck_at: null,
    struck_by_id: null,
    version: 1,
  };
  await ctx.db('patient_note').insert(row);
  await recordVersion(ctx, 'patient_note', 'write', row);
  return row;
}

export async function strikeNote(ctx: Ctx, row: NoteRow, by: string): Promise<NoteRow> {
  const struck = { struck_at: ctx.now, struck_by_id: by, version: row.version + 1 };
  await ctx
    .db('patient_note')
    .where({ organization_id: row.organization_id, id: row.id })
    .update(struck);
  const after = { ...row, ...struck };
  await recordVersion(ctx, 'patient_note', 'strike', after);
  return after;
}
