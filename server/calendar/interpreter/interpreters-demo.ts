// Who interprets at the demo's visits: what is over was confirmed, of what is to come some have not been answered.
import type { DemoTable } from '../../platform/demo/demo-tables.ts';
import { versionRow } from '../../platform/demo/demo-tables.ts';
import { demoStaffId } from '../../staff/staff-demo.ts';
import type { AppointmentRow } from '../calendar-repository.ts';
import type { DemoDays } from '../filled-days-demo.ts';
import type { InterpreterRequestRow } from './interpreter-repository.ts';
import { isToCome, modeFor, type Interpreted } from './interpreter-request-rules.ts';

const agencies = ['Harbor Language Services', 'Ana Ribeiro', 'Bay State Interpreters'];

/** As it was planned: `at` is the place of the visit among the others. */
export function interpreted(
  visit: AppointmentRow,
  at: number,
  world: DemoDays,
): Partial<Interpreted> {
  if (!isToCome(visit) || !world.speech.has(visit.patient_id)) return {};
  const mode = at % 3 === 0 && visit.modality === 'in-person' ? 'video' : modeFor(visit.modality);
  return { interpreter_status: statusOf(visit, at, world.now), interpreter_mode: mode };
}

function statusOf(
  visit: AppointmentRow,
  at: number,
  now: string,
): 'confirmed' | 'requested' | 'declined' {
  if (visit.starts_at < now) return 'confirmed';
  if (at % 23 === 3) return 'declined';
  return at % 6 === 1 ? 'requested' : 'confirmed';
}

export function demoInterpreters(
  appointments: readonly AppointmentRow[],
  world: DemoDays,
): DemoTable[] {
  const rows = appointments.flatMap((visit, at) => requestOf(visit, at, world));
  const actorId = demoStaffId('scheduler');
  return [
    { table: 'interpreter_request', rows },
    {
      table: 'interpreter_request_version',
      rows: rows.map((row) => versionRow(row, { act: row.status, from: row.asked_at, actorId })),
    },
  ];
}

function requestOf(
  visit: AppointmentRow,
  at: number,
  { speech }: DemoDays,
): InterpreterRequestRow[] {
  const { interpreter_status: status, interpreter_mode: mode } = visit;
  if (status === null || mode === null) return [];
  const isConfirmed = status === 'confirmed';
  return [
    {
      organization_id: visit.organization_id,
      id: visit.id,
      clinic_id: visit.clinic_id,
      language: speech.get(visit.patient_id) ?? 'es',
      mode,
      status,
      because: status === 'declined' ? 'nobody-free' : null,
      confirmed_by: isConfirmed ? (agencies[at % agencies.length] ?? null) : null,
      reference: isConfirmed && at % 2 === 0 ? `HL-${20_400 + at}` : null,
      asked_at: visit.created_at,
      answered_at: status === 'requested' ? null : visit.created_at,
      version: 1,
    },
  ];
}
