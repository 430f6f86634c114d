// Notes on a patient that are no part of the record: how to serve this person well. Each clinic has its own.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { paragraph } from './text.ts';
import { instant } from './time.ts';

export const patientNote = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  patientId: z.uuid(),
  text: z.string(),
  authorId: z.uuid(),
  /** As in lists. */
  author: z.string(),
  writtenAt: instant,
  /** Written by mistake: it stays, struck out. */
  struck: z.nullable(z.strictObject({ at: instant, by: z.string() })),
  version: z.int(),
});
export type PatientNote = z.infer<typeof patientNote>;

const ofPatient = z.strictObject({ patientId: z.uuid() });

export const listPatientNotes = endpoint({
  name: 'listPatientNotes',
  method: 'GET',
  path: '/api/patients/:patientId/notes',
  summary: 'Notes on a patient in the clinics that the caller may see, newest first (100 at most).',
  access: 'patient-note:read',
  params: ofPatient,
  answer: z.strictObject({ items: z.array(patientNote) }),
  showsPatients: true,
});

export const addPatientNote = endpoint({
  name: 'addPatientNote',
  method: 'POST',
  path: '/api/patients/:patientId/notes/add',
  summary: 'Write a note on a patient.',
  access: 'patient-note:write',
  clinic: 'body',
  params: ofPatient,
  body: z.strictObject({
    clinicId: z.uuid(),
    text: paragraph({ max: 2000 }).check(z.minLength(1)),
  }),
  answer: patientNote,
  rules: ['chart-retired'],
});

export const strikePatientNote = endpoint({
  name: 'strikePatientNote',
  method: 'POST',
  path: '/api/patients/:patientId/notes/:noteId/strike',
  summary: 'Strike a note out that was written by mistake; it stays to be seen.',
  access: 'patient-note:write',
  params: z.strictObject({ patientId: z.uuid(), noteId: z.uuid() }),
  body: z.strictObject({ expectedVersion: z.int32().check(z.positive()) }),
  answer: patientNote,
  rules: ['already-struck'],
});

export const patientNoteEndpoints = [listPatientNotes, addPatientNote, strikePatientNote] as const;
