// Visits as work items of any queue link and name them.
import {
  appointmentWorkflow,
  stepOf,
  type AppointmentStatus,
  type VisitStage,
} from '#contract/appointment-workflow';
import type { Knex } from 'knex';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import type { Linkable, LinkableRecord } from '../platform/work/linkable.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { maySee } from './calendar-policy.ts';

interface Row {
  id: string;
  clinic_id: string;
  patient_id: string;
  provider_id: string;
  status: AppointmentStatus;
  stage: VisitStage | null;
  starts_at: string;
  clinic: string;
  zone: string;
  hour_cycle: 12 | 24;
}

export const linkableVisits: Linkable = {
  find: (ctx, ids) => records(ctx, visits(ctx).whereRaw('appointment.id = any(?)', [[...ids]])),
  /** The latest first. */
  ofPatient: (ctx, patientId) =>
    records(
      ctx,
      visits(ctx).where({ patient_id: patientId }).orderBy('starts_at', 'desc').limit(100),
    ),
};

function visits(ctx: Ctx): Knex.QueryBuilder<Row, Row[]> {
  return ctx
    .db('appointment')
    .join('clinic', {
      'clinic.organization_id': 'appointment.organization_id',
      'clinic.id': 'appointment.clinic_id',
    })
    .where('appointment.organization_id', ctx.organizationId)
    .whereNot('appointment.status', 'pending')
    .select<Row[]>('appointment.*', {
      clinic: 'clinic.name',
      zone: 'clinic.zone',
      hour_cycle: 'clinic.hour_cycle',
    }) as Knex.QueryBuilder<Row, Row[]>;
}

async function records(ctx: Ctx, query: PromiseLike<Row[]>): Promise<LinkableRecord[]> {
  const rows = (await query).filter((row) => maySee((...asked) => mayAct(ctx, ...asked), row));
  const providers = await staffNames(
    ctx,
    rows.map((row) => row.provider_id),
  );
  return rows.map((row) => recordOf(row, providers.get(row.provider_id) ?? ''));
}

function recordOf(row: Row, provider: string): LinkableRecord {
  const state = appointmentWorkflow.states[stepOf(row)].title.toLowerCase();
  return {
    id: row.id,
    clinicId: row.clinic_id,
    patientId: row.patient_id,
    title: `Visit on ${dayAndTime(row)}`,
    detail: `${provider} · ${row.clinic} · ${state}`,
    path: `/calendar/day/${localDateOf(row.starts_at, row.zone)}?visit=${row.id}`,
  };
}

/** `Mon, Nov 23, 2026, 9:00 am`, as consoles write it. */
function dayAndTime(row: Row): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: row.zone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: row.hour_cycle === 12 ? 'h12' : 'h23',
  })
    .format(new Date(row.starts_at))
    .replace(/\s([AP]M)$/, (_, half: string) => ` ${half.toLowerCase()}`);
}
