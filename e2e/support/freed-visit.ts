// What a journey needs to stand ready: a provider of its own, a visit that can be cancelled, and one patient who waits
// for exactly that, with a later visit that stands until then.
import { addVisitType, setWeeklyTemplate } from '#contract/availability';
import { bookAppointment, type Appointment } from '#contract/calendar';
import { listName, type Patient } from '#contract/patients';
import { changeOutreachPolicy, getOutreachPolicy } from '#contract/outreach';
import { addProvider, type Clinic } from '#contract/staff';
import { addEntry } from '#contract/waitlist-entry';
import {
  changeWaitlistPolicy,
  getWaitlistPolicy,
  ownTerms,
  type OfferTerms,
} from '#contract/waitlist-policy';
import { httpConsole, type HttpConsole } from '../../scripts/http-console.ts';
import { openChart } from '../../scripts/open-chart.ts';
import { instantAt, localDate } from './local-times.ts';

export interface FreedVisit {
  manager: HttpConsole;
  clinic: Clinic;
  /** Local date in the clinic on which everything happens. */
  date: string;
  provider: { id: string; family: string };
  /** Who holds the visit that will be cancelled, and who waits for its time; as in lists, `Diaz, Ana`. */
  holder: string;
  waiter: string;
  waiterId: string;
  /** All who wait for the time, in the order in which they are asked. */
  waiting: { patient: string; entryId: string }[];
  visit: Appointment;
  later: Appointment;
}

const day = 86_400_000;

/** `name` makes everything of one journey findable: letters only. */
export async function givenFreedVisit(
  url: string,
  name: string,
  {
    undoSeconds,
    terms = {},
    others = 0,
  }: {
    undoSeconds: number;
    /** Of the visit type, where they differ from the clinic's. */
    terms?: Partial<OfferTerms>;
    /** How many wait besides, less urgently. */
    others?: number;
  },
): Promise<FreedVisit> {
  const manager = await httpConsole(url, 'clinic-manager');
  const clinic = manager.me.clinics[0]!;
  const clinicId = clinic.id;
  const visitType = await manager.call(addVisitType, {
    body: {
      clinicId,
      name: `${name} check`,
      minutes: 30,
      modality: 'in-person',
      category: 'routine',
      colour: 'teal',
    },
  });
  await setPolicy(manager, clinicId, { undoSeconds, terms: { [visitType.id]: terms } });
  const provider = await manager.call(addProvider, {
    // Sorts first, so that the column stands where every screen shows it.
    body: {
      clinicId,
      family: `Aa${name}`,
      given: 'Nora',
      credentials: 'MD',
      specialty: 'Journeys',
    },
  });
  const date = localDate(clinic.zone, 2 * day);
  await manager.call(setWeeklyTemplate, {
    body: {
      clinicId,
      providerId: provider.id,
      effectiveFrom: localDate(clinic.zone, 0),
      blocks: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
        weekday,
        startsAt: '08:00',
        endsAt: '18:00',
        visitTypeIds: [],
      })),
    },
  });
  const holder = await register(manager, clinicId, `${name}holder`);
  const waiter = await register(manager, clinicId, `${name}waiter`);
  const book = (patient: Patient, startsAt: string): Promise<Appointment> =>
    manager.call(bookAppointment, {
      body: {
        clinicId,
        providerId: provider.id,
        patientId: patient.id,
        visitTypeId: visitType.id,
        startsAt,
      },
    });
  const visit = await book(holder, instantAt(date, '10:00', clinic.zone));
  const later = await book(
    waiter,
    instantAt(localDate(clinic.zone, 16 * day), '10:00', clinic.zone),
  );
  const wait = async (
    patient: Patient,
    urgency: 'soon' | 'routine',
    appointmentId: string | null,
  ): Promise<FreedVisit['waiting'][number]> => {
    const { id: entryId } = await manager.call(addEntry, {
      body: {
        clinicId,
        patientId: patient.id,
        visitTypeId: visitType.id,
        urgency,
        appointmentId,
      },
    });
    return { patient: listName(patient), entryId };
  };
  const waiting = [await wait(waiter, 'soon', later.id)];
  for (let at = 0; at < others; at += 1) {
    const other = await register(manager, clinicId, `${name}other${'abcdefgh'.charAt(at)}`);
    waiting.push(await wait(other, 'routine', null));
  }
  return {
    manager,
    clinic,
    date,
    provider: { id: provider.id, family: provider.family },
    holder: listName(holder),
    waiter: listName(waiter),
    waiterId: waiter.id,
    waiting,
    visit,
    later,
  };
}

/** Journeys run at any hour: no quiet hours, and as long an undo window as the journey asks for. */
async function setPolicy(
  manager: HttpConsole,
  clinicId: string,
  { undoSeconds, terms }: { undoSeconds: number; terms: Record<string, Partial<OfferTerms>> },
): Promise<void> {
  const { version, ...policy } = await manager.call(getWaitlistPolicy, { query: { clinicId } });
  await manager.call(changeWaitlistPolicy, {
    body: {
      ...policy,
      expectedVersion: version,
      undoSeconds,
      autoOffer: false,
      quietFrom: '00:00',
      quietUntil: '00:00',
      byVisitType: {
        ...policy.byVisitType,
        ...Object.fromEntries(
          Object.entries(terms).map(([id, own]) => [id, { ...ownTerms(policy), ...own }]),
        ),
      },
    },
  });
  const { version: expectedVersion, ...messages } = await manager.call(getOutreachPolicy, {
    query: { clinicId },
  });
  await manager.call(changeOutreachPolicy, {
    body: { ...messages, expectedVersion, quietFrom: '00:00', quietUntil: '00:00' },
  });
}

function register(manager: HttpConsole, clinicId: string, family: string): Promise<Patient> {
  return openChart(manager, {
    clinicId,
    family,
    given: 'Ana',
    birthOn: '1980-02-03',
    sex: 'female',
    email: `${family.toLowerCase()}@example.test`,
  });
}
