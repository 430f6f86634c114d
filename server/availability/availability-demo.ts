// Visit types and weekly templates of the demo: every day of the week somebody works in every clinic.
import type { VisitType } from '#contract/availability';
import type { ResourceNeed } from '#contract/resources';
import { standardTerms } from '#contract/visit-terms';
import { Temporal } from '../platform/clock/temporal.ts';
import { demoId, versionRow, type DemoTable } from '../platform/demo/demo-tables.ts';
import { businessCalendar } from '../platform/work/business-calendar.ts';
import { closedDays } from '../platform/work/working-days.ts';
import { demoClinics, demoOrganizationId, type DemoProvider } from '../staff/staff-demo.ts';

export interface DemoVisitType {
  id: string;
  clinicId: string;
  minutes: number;
  modality: VisitType['modality'];
  bufferBefore: number;
  bufferAfter: number;
  overbookTolerance: number;
  needs: ResourceNeed[];
  /** How often it is booked, compared with the others. */
  weight: number;
}

/** A stretch of work in each week, in the clinic's wall time. */
export interface DemoShift {
  providerId: string;
  clinicId: string;
  weekday: number;
  startsMinute: number;
  endsMinute: number;
}

export function demoAvailability(world: {
  startedAt: string;
  now: string;
  providers: readonly DemoProvider[];
}): { visitTypes: DemoVisitType[]; shifts: DemoShift[]; tables: DemoTable[] } {
  const { startedAt, providers } = world;
  const types = demoClinics.flatMap((clinic, at) =>
    typesOf(at).map((type, index) => typeRow(type, clinic.id, at * 10 + index + 1)),
  );
  const templates = providers.flatMap((provider, at) =>
    provider.clinicIds.map((clinicId, second) => {
      const row = templateRow(provider.id, clinicId, at * 2 + second + 1, startedAt);
      const shifts = shiftsOf(provider, clinicId, at);
      const weekly = shifts.map((shift) => blockOf(row.id, shift));
      return { row, shifts, blocks: at === 0 ? [...weekly, saturdays(row.id)] : weekly };
    }),
  );
  return {
    visitTypes: types.map(({ row, weight }) => ({
      id: row.id,
      clinicId: row.clinic_id,
      minutes: row.minutes,
      modality: row.modality,
      bufferBefore: row.buffer_before,
      bufferAfter: row.buffer_after,
      overbookTolerance: row.overbook_tolerance,
      needs: row.needs,
      weight,
    })),
    shifts: templates.flatMap((template) => template.shifts),
    tables: [
      { table: 'dated_rule', rows: demoClinics.map(({ id }) => calendarRow(id, world)) },
      { table: 'visit_type', rows: types.map(({ row }) => row) },
      {
        table: 'visit_type_version',
        rows: types.map(({ row }) => versionRow(row, { act: 'added', from: startedAt })),
      },
      { table: 'weekly_template', rows: templates.map(({ row }) => row) },
      {
        table: 'weekly_template_version',
        rows: templates.map(({ row, blocks }) => {
          const kept = { ...row, blocks };
          return versionRow(kept, { act: 'set', from: startedAt });
        }),
      },
      {
        table: 'template_block',
        rows: templates.flatMap(({ row, blocks }) =>
          blocks.map((block) => ({
            organization_id: row.organization_id,
            clinic_id: row.clinic_id,
            ...block,
          })),
        ),
      },
    ],
  };
}

const daysOpen = 35;

/** The days that the demo fills are worked, holidays or not: whoever looks on one sees a day with visits. */
function calendarRow(clinicId: string, { startedAt, now }: { startedAt: string; now: string }) {
  const { standard } = businessCalendar;
  const closedOn = closedDays(standard);
  const today = Temporal.PlainDate.from(now.slice(0, 10));
  const dates = Array.from({ length: 2 * daysOpen }, (_, n) =>
    today.add({ days: n - daysOpen }).toString(),
  );
  const openings = dates.flatMap((date) => {
    const holiday = closedOn(date);
    const hours = [{ from: '08:00', until: '17:00' }];
    return holiday === null ? [] : [{ date, reason: `Open on ${holiday}`, hours }];
  });
  return {
    organization_id: demoOrganizationId,
    clinic_id: clinicId,
    rule: businessCalendar.name,
    version: 1,
    value: { ...standard, openings },
    source: 'demo',
    effective_from: startedAt,
  };
}

const everyWeek = {
  visit_type_ids: [],
  every_weeks: 1,
  counted_from: null,
  nths: [] as number[],
};

function blockOf(templateId: string, shift: DemoShift) {
  return {
    ...everyWeek,
    template_id: templateId,
    weekday: shift.weekday,
    starts_minute: shift.startsMinute,
    ends_minute: shift.endsMinute,
  };
}

/** Twice a month; nothing is booked in them yet. */
function saturdays(templateId: string) {
  const hours = { weekday: 6, starts_minute: 540, ends_minute: 720 };
  return { ...everyWeek, template_id: templateId, ...hours, nths: [1, 3] };
}

type TypeSpec = readonly [
  name: string,
  minutes: number,
  modality: VisitType['modality'],
  category: VisitType['category'],
  colour: VisitType['colour'],
  bufferAfter: number,
  weight: number,
];

const everywhere: readonly TypeSpec[] = [
  ['Follow-up', 30, 'in-person', 'primary', 'teal', 0, 34],
  ['New patient', 60, 'in-person', 'primary', 'blue', 0, 12],
  ['Annual physical', 45, 'in-person', 'routine', 'green', 0, 14],
  ['Sick visit', 15, 'in-person', 'same-day', 'rose', 0, 16],
  ['Video follow-up', 30, 'video', 'primary', 'violet', 0, 12],
  ['Phone check-in', 15, 'phone', 'routine', 'slate', 0, 6],
];
const ownOf: readonly (readonly TypeSpec[])[] = [
  [
    ['Minor procedure', 45, 'in-person', 'specialty', 'amber', 15, 6],
    ['Cardiology consult', 60, 'in-person', 'specialty', 'blue', 0, 5],
  ],
  [['Well-child visit', 30, 'in-person', 'routine', 'amber', 0, 9]],
  [],
];

const needsOf: Readonly<Record<string, ResourceNeed[]>> = {
  'Annual physical': [{ type: 'Exam room', count: 1 }],
  'Minor procedure': [{ type: 'Procedure room', count: 1 }],
  'Cardiology consult': [{ type: 'Ultrasound', count: 1 }],
};

/** What payers may want to authorize. */
const authorized: ReadonlySet<string> = new Set(['Minor procedure']);

/** It takes no time, and so fills no day. */
const inWriting: TypeSpec = ['Question in writing', 10, 'e-visit', 'routine', 'slate', 0, 0];

function typesOf(clinicAt: number): TypeSpec[] {
  return [...everywhere, ...(ownOf[clinicAt] ?? []), inWriting];
}

function typeRow(spec: TypeSpec, clinicId: string, number: number) {
  const [name, minutes, modality, category, colour, bufferAfter, weight] = spec;
  const row = {
    organization_id: demoOrganizationId,
    id: demoId(5, number),
    clinic_id: clinicId,
    name,
    minutes,
    modality,
    category,
    colour,
    buffer_before: 0,
    buffer_after: bufferAfter,
    patients: standardTerms.patients,
    lead_minutes: standardTerms.leadMinutes,
    horizon_days: standardTerms.horizonDays,
    booked_by: standardTerms.bookedBy,
    overbook_tolerance: category === 'primary' || category === 'same-day' ? 1 : 0,
    needs_authorization: authorized.has(name),
    sensitive: standardTerms.sensitive,
    needs: needsOf[name] ?? standardTerms.needs,
    instructions_en: standardTerms.instructions.en,
    instructions_es: standardTerms.instructions.es,
    active: true,
    version: 1,
  };
  return { row, weight };
}

function templateRow(providerId: string, clinicId: string, number: number, startedAt: string) {
  return {
    organization_id: demoOrganizationId,
    id: demoId(6, number),
    clinic_id: clinicId,
    provider_id: providerId,
    effective_from: Temporal.Instant.from(startedAt)
      .toZonedDateTimeISO('UTC')
      .toPlainDate()
      .toString(),
    effective_to: null,
    visits_a_day: null,
    new_patients_a_day: null,
    version: 1,
  };
}

// Rhythms of five days; together they cover the week, so that the demo has visits on whatever day it is loaded.
const workdays = [
  [1, 2, 3, 4, 5],
  [2, 3, 4, 5, 6],
  [7, 1, 2, 3, 4],
  [1, 2, 3, 4, 5],
] as const;
const hours = [
  { morning: [480, 720], afternoon: [780, 1020] },
  { morning: [450, 720], afternoon: [765, 960] },
  { morning: [540, 780], afternoon: [840, 1080] },
] as const;

/** Morning and afternoon with lunch between; the second clinic has the last two of the days. */
function shiftsOf(provider: DemoProvider, clinicId: string, at: number): DemoShift[] {
  const days = workdays[Math.floor(at / demoClinics.length) % workdays.length] ?? workdays[0];
  const { morning, afternoon } = hours[at % hours.length] ?? hours[0];
  const mine =
    provider.clinicIds.length === 1
      ? days
      : clinicId === provider.clinicIds[0]
        ? days.slice(0, 3)
        : days.slice(3);
  return mine.flatMap((weekday) =>
    [morning, afternoon].map(([startsMinute, endsMinute]) => ({
      providerId: provider.id,
      clinicId,
      weekday,
      startsMinute,
      endsMinute,
    })),
  );
}
