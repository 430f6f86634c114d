// What the desks of the demo have written about some of its patients.
import type { Role } from '#contract/permission';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { demoClinics, demoStaffId } from '../staff/staff-demo.ts';
import type { NoteRow } from './note-repository.ts';
import type { PatientRow } from './patients-view.ts';

const every = 7;
const writers: readonly Role[] = ['scheduler', 'clinic-manager', 'call-centre-agent'];
const sentences = [
  'Comes with her daughter, who drives; mornings are best.',
  'Walks slowly: give the room nearest to the desk.',
  'Prefers to be called after 4 pm.',
  'Asks for a printed summary of every visit.',
  'Needs the ramp at the side entrance.',
];

export function demoNotes(patients: readonly PatientRow[], startedAt: string): DemoTable[] {
  const rows = patients
    .filter((_, at) => at % every === 0)
    .map(({ organization_id, id }, at): NoteRow => {
      const clinic = demoClinics[at % demoClinics.length];
      const writer = writers[at % writers.length];
      if (!clinic || !writer) throw new Error('The demo has no clinic or nobody who writes.');
      return {
        organization_id,
        id: demoId(70, at + 1),
        clinic_id: clinic.id,
        patient_id: id,
        text: sentences[at % sentences.length] ?? '',
        author_id: demoStaffId(writer),
        written_at: plusMinutes(startedAt, at),
        struck_at: null,
        struck_by_id: null,
        version: 1,
      };
    });
  const versions = rows.map((row) => versionRow(row, { act: 'write', from: row.written_at }));
  return [
    { table: 'patient_note', rows },
    { table: 'patient_note_version', rows: versions },
  ];
}
