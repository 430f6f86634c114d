// Flags of some patients. Who waits, is called or is booked keeps none that would have stopped that.
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom } from '../platform/demo/seeded-random.ts';
import type { FlagDetail } from '#contract/patient-flag';
import type { FlagRow } from './flag-repository.ts';
import { columnsOf } from './flag-view.ts';
import type { PatientRow } from './patients-view.ts';

interface DemoFlags {
  organizationId: string;
  patients: readonly PatientRow[];
  /** Patients of whom something stands: visits, waiting, calls. */
  busy: ReadonlySet<string>;
  startedAt: string;
  setBy: string;
}

export function demoFlags(of: DemoFlags): { flags: FlagRow[]; tables: DemoTable[] } {
  const random = seededRandom(7_201);
  const rows: FlagRow[] = [];
  const set = (patient: PatientRow, detail: FlagDetail, note: string | null = null): void => {
    rows.push({
      organization_id: of.organizationId,
      id: demoId(23, rows.length + 1),
      patient_id: patient.id,
      ...columnsOf(detail),
      note,
      set_at: of.startedAt,
      set_by: of.setBy,
      ended_at: null,
      end_reason: null,
      version: 1,
    });
  };
  for (const patient of of.patients) {
    if (random.chance(0.004)) set(patient, { kind: 'vip' });
    else if (random.chance(0.006)) set(patient, { kind: 'employee' });
    else if (random.chance(0.008)) set(patient, selfPaid(of.startedAt), 'Paid in full at the desk');
    if (of.busy.has(patient.id)) continue;
    const chance = random.next();
    if (chance < 0.01) set(patient, { kind: 'deceased', diedOn: null, source: 'Told by family' });
    else if (chance < 0.025) set(patient, { kind: 'do-not-contact', scope: 'everything' });
    else if (chance < 0.05) set(patient, { kind: 'do-not-contact', scope: 'texts' });
    else if (chance < 0.06)
      set(
        patient,
        { kind: 'confidential-channel', channel: 'phone', address: '+16175550177' },
        'Call this number only; leave no message',
      );
  }
  return {
    flags: rows,
    tables: [
      { table: 'patient_flag', rows },
      {
        table: 'patient_flag_version',
        rows: rows.map((row) => versionRow(row, { act: 'set', from: of.startedAt })),
      },
    ],
  };
}

function selfPaid(startedAt: string): FlagDetail {
  const from = startedAt.slice(0, 10);
  return { kind: 'plan-restriction', coverageId: null, from, until: null, service: 'Counselling' };
}
