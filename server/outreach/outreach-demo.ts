// Messages of the demo: reminders of the visits of the coming days. Most have arrived; of a few nobody knows, and a few
// did not get through.
import { languageOf } from '#contract/patient-language';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import type { MessageRow } from './message-repository.ts';

export interface DemoMessages {
  organizationId: string;
  now: string;
  appointments: readonly {
    id: string;
    clinic_id: string;
    patient_id: string;
    status: string;
    starts_at: string;
  }[];
  patients: readonly {
    id: string;
    language: string;
    phone: string | null;
    phone_may_text: boolean;
    email: string | null;
  }[];
}

const daysAhead = 3;

export function demoMessages(world: DemoMessages): DemoTable[] {
  const patients = new Map(world.patients.map((patient) => [patient.id, patient]));
  const until = plusMinutes(world.now, daysAhead * 24 * 60);
  const coming = world.appointments.filter(
    ({ status, starts_at: at }) => status === 'booked' && at > world.now && at < until,
  );
  const rows = coming.flatMap((visit, at): MessageRow[] => {
    const patient = patients.get(visit.patient_id);
    const text = patient?.phone_may_text === true ? patient.phone : null;
    const address = text ?? patient?.email;
    if (!patient || !address) return [];
    return [
      {
        organization_id: world.organizationId,
        id: demoId(43, at + 1),
        clinic_id: visit.clinic_id,
        patient_id: visit.patient_id,
        channel: text === null ? 'email' : 'text',
        kind: 'reminder',
        about_kind: 'visit',
        about_id: visit.id,
        language: languageOf(patient.language),
        ...becameOf(at, plusMinutes(world.now, -30 - (at % 600))),
        expires_at: visit.starts_at,
        carrier_ref: null,
        sent_to: address,
        version: 1,
      },
    ];
  });
  return [
    { table: 'outreach_message', rows },
    {
      table: 'outreach_message_version',
      rows: rows.map((row) => versionRow(row, { act: actOf(row), from: row.queued_at })),
    },
  ];
}

type Became = Pick<
  MessageRow,
  'status' | 'because' | 'queued_at' | 'leaves_at' | 'attempts' | 'handed_at' | 'sent_at'
>;

function becameOf(at: number, when: string): Became {
  const left = { queued_at: when, leaves_at: when, attempts: 1, handed_at: when };
  if (at % 40 === 7)
    return { ...left, status: 'unknown', because: 'connection-lost', sent_at: null };
  if (at % 40 === 19) return { ...left, status: 'dead', because: 'address-refused', sent_at: null };
  return { ...left, status: at % 3 === 0 ? 'sent' : 'delivered', because: null, sent_at: when };
}

function actOf({ status }: MessageRow): string {
  if (status === 'unknown') return 'lost';
  return status === 'dead' ? 'failed' : status;
}
