// Looks at charts, lists taken out and refusals of the last two weeks, as entries of the audit log; the server draws
// them like any others. Two of the people are patients themselves.
import type { FlagKind } from '#contract/patient-flag';
import type { Role } from '#contract/permission';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { seededRandom } from '../platform/demo/seeded-random.ts';

interface DemoPatient {
  id: string;
  phone: string | null;
}

interface DemoPrivacy {
  organizationId: string;
  now: string;
  startedAt: string;
  patients: readonly DemoPatient[];
  marks: readonly { patient_id: string; kind: FlagKind }[];
  staffIdOf(role: Role): string;
}

const lookers: readonly Role[] = ['scheduler', 'clinician', 'biller', 'records-clerk'];
const minutesOfTwoWeeks = 14 * 24 * 60;
const plainLooks = 60;

export function demoPrivacy(of: DemoPrivacy): DemoTable[] {
  const random = seededRandom(9_340);
  const entries: object[] = [];
  const write = (entry: object): void => {
    entries.push({
      organization_id: of.organizationId,
      id: demoId(40, entries.length + 1),
      at: plusMinutes(of.now, -5 - random.below(minutesOfTwoWeeks)),
      actor_kind: 'staff',
      clinic_id: null,
      entity_id: null,
      request_id: demoId(41, entries.length + 1),
      ...entry,
    });
  };
  const open = (role: Role, patientId: string): void =>
    write({
      kind: 'read',
      act: 'getPatientRecord',
      actor_id: of.staffIdOf(role),
      entity_id: patientId,
      detail: { params: { patientId }, patients: [patientId] },
    });

  const [desk, doctor] = ownCharts(of.patients);
  const kin = of.patients.find(({ id, phone }) => phone === doctor.phone && id !== doctor.id);
  const marked = (kind: FlagKind) => of.marks.filter((mark) => mark.kind === kind);
  for (let at = 0; at < plainLooks; at += 1)
    open(random.pick(lookers), random.pick(of.patients).id);
  open('scheduler', desk.id);
  open('scheduler', desk.id);
  if (kin) open('clinician', kin.id);
  open('biller', doctor.id);
  for (const { patient_id } of marked('vip').slice(0, 2)) open('records-clerk', patient_id);
  for (const { patient_id } of marked('employee').slice(0, 1)) open('biller', patient_id);
  for (const role of ['scheduler', 'clinic-manager'] as const)
    write({
      kind: 'export',
      act: 'exportCalls',
      actor_id: of.staffIdOf(role),
      detail: { target: 'csv', patients: of.patients.slice(100, 124).map(({ id }) => id) },
    });
  const denied = { kind: 'denied', detail: { code: 'not-allowed' } };
  write({ ...denied, act: 'listStaffMembers', actor_id: of.staffIdOf('biller') });
  write({
    kind: 'denied',
    act: 'signIn',
    actor_kind: 'system',
    actor_id: null,
    entity_id: of.staffIdOf('pharmacist'),
    detail: { code: 'sign-in-failed', tries: 3 },
  });
  const charts = [chartRow(of, 'scheduler', desk.id), chartRow(of, 'clinician', doctor.id)];
  return [
    { table: 'own_chart', rows: charts },
    {
      table: 'own_chart_version',
      rows: charts.map((row) => versionRow(row, { act: 'link', from: of.startedAt })),
    },
    { table: 'audit_entry', rows: entries },
  ];
}

/** One whom nobody shares a phone with, and one of a household. */
function ownCharts(patients: readonly DemoPatient[]): [desk: DemoPatient, doctor: DemoPatient] {
  const desk = patients.findLast(({ phone }) => phone === null);
  const doctor = patients.findLast(({ phone }) => phone !== null);
  if (!desk || !doctor) throw new Error('The demo has no such patients.');
  return [desk, doctor];
}

function chartRow(
  { organizationId, staffIdOf }: DemoPrivacy,
  role: Role,
  patientId: string,
): { organization_id: string; id: string; patient_id: string; version: number } {
  return {
    organization_id: organizationId,
    id: staffIdOf(role),
    patient_id: patientId,
    version: 1,
  };
}
