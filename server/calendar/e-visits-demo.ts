// Questions that are to be answered in writing by the end of today, in every clinic.
import { seededRandom } from '../platform/demo/seeded-random.ts';
import { dayBounds, localDateOf, plusMinutes } from '../platform/clock/instants.ts';
import { demoClinics } from '../staff/staff-demo.ts';
import type { AppointmentRow } from './calendar-repository.ts';
import { visitAt, type DemoDays } from './filled-days-demo.ts';

const reasons = ['Rash after the new cream', 'May I travel again?', 'Form for school'] as const;

export function eVisitsOfToday(world: DemoDays): AppointmentRow[] {
  return demoClinics.flatMap((clinic, clinicAt) => {
    const { endsAt } = dayBounds(localDateOf(world.now, clinic.zone), clinic.zone);
    const weekday = ((new Date(localDateOf(world.now, clinic.zone)).getUTCDay() + 6) % 7) + 1;
    const type = world.visitTypes.find(
      ({ clinicId, modality }) => clinicId === clinic.id && modality === 'e-visit',
    );
    const shift = world.shifts.find((one) => one.clinicId === clinic.id && one.weekday === weekday);
    if (!type || !shift) return [];
    const day = {
      world,
      random: seededRandom(9_301 + clinicAt),
      patientIds: world.patientIds.filter((_, at) => at % demoClinics.length === clinicAt),
      seen: new Set<string>(),
    };
    return reasons.map((reason) => ({
      ...visitAt(day, shift, type, Date.parse(plusMinutes(endsAt, -type.minutes))),
      ...{ reason, takes_time: false },
    }));
  });
}
