// Builder for tests: an organization whose first clinic can be booked, and somebody who books there.
import type { Appointment, CalendarChange, CalendarState } from '#contract/calendar';
import { applyCalendarChange, calendarChangeTypes } from '#contract/calendar';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { Ctx } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenOrganization,
  type GivenStaff,
} from '../staff/given-organization.ts';
import { listDay } from './calendar-queries.ts';

export interface BookableClinic extends GivenOrganization {
  providerId: string;
  patientId: string;
  visitTypeId: string;
  scheduler: GivenStaff;
  manager: GivenStaff;
  /** Runs as the scheduler of all its clinics. */
  act<T>(fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  actAs<T>(staff: GivenStaff, fn: (ctx: Ctx) => Promise<T>): Promise<T>;
  /** The visits of these local days in the first clinic, by id. */
  snapshot(...dates: string[]): Promise<CalendarState>;
}

/** The provider works 08:00–17:00 every day; the visit type takes 30 minutes. */
export async function givenBookableClinic(
  t: TestDatabase,
  options: {
    clinics?: { name?: string; zone?: string }[];
    bufferBefore?: number;
    bufferAfter?: number;
  } = {},
): Promise<BookableClinic> {
  const { clinics = [{}], ...buffers } = options;
  const organization = await givenOrganization(t, { clinics });
  const { organizationId, clinicId, clinicIds } = organization;
  const [scheduler, manager] = await Promise.all([
    givenStaff(t, { organizationId, clinicIds }),
    givenStaff(t, { organizationId, clinicIds, role: 'clinic-manager' }),
  ]);
  const providerId = await givenProvider(t, { organizationId, clinicIds });
  await givenTemplate(t, { organizationId, clinicId, providerId });
  const actAs: BookableClinic['actAs'] = (staff, fn) => t.database.inTransaction(staff.scope, fn);
  return {
    ...organization,
    providerId,
    patientId: await givenPatient(t, { organizationId }),
    visitTypeId: await givenVisitType(t, { organizationId, clinicId, ...buffers }),
    scheduler,
    manager,
    act: (fn) => actAs(scheduler, fn),
    actAs,
    snapshot: (...dates) => actAs(scheduler, (ctx) => calendarState(ctx, clinicId, dates)),
  };
}

async function calendarState(
  ctx: Ctx,
  clinicId: string,
  dates: readonly string[],
): Promise<CalendarState> {
  const visits: Appointment[] = [];
  for (const date of dates) visits.push(...(await listDay(ctx, clinicId, date)).appointments);
  return { appointments: Object.fromEntries(visits.map((visit) => [visit.id, visit])) };
}

/** Folds the changes of the calendar and leaves the others alone. */
export function foldCalendar(
  state: CalendarState,
  change: { type: string; payload: unknown },
): CalendarState {
  const types: readonly string[] = calendarChangeTypes;
  return types.includes(change.type) ? applyCalendarChange(state, change as CalendarChange) : state;
}
