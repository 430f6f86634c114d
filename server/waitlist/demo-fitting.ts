// How many of the demo's entries fit an opening, judged by the waitlist's own rules.
import type { PatientSummary } from '#contract/patients';
import { standardTerms } from '#contract/visit-terms';
import { minutesBetween } from '../platform/clock/instants.ts';
import type { EntryRow } from './entry-repository.ts';
import { leavesAt } from './leaving-rules.ts';
import { verdictsOf } from './matching-rules.ts';
import { anybodysWays } from './offer-contact-queries.ts';
import type { OpeningRow } from './opening-repository.ts';
import type { OpeningTime } from './opening-time-queries.ts';
import { fits } from './ranking-rules.ts';
import { demoRule } from './demo-rule.ts';
import type { DemoWaitlist } from './waitlist-demo.ts';
import { entryView, openingView } from './waitlist-view.ts';

export function fittingOf(
  row: OpeningRow,
  entries: readonly EntryRow[],
  world: DemoWaitlist,
): number {
  const zone = world.zones.get(row.clinic_id) ?? 'UTC';
  const visits = new Map(world.appointments.map((visit) => [visit.id, visit]));
  const busy = new Set(
    world.appointments
      .filter(
        (visit) =>
          visit.status === 'booked' &&
          visit.starts_at < row.ends_at &&
          visit.ends_at > row.starts_at,
      )
      .map((visit) => visit.patient_id),
  );
  const facts = {
    opening: openingView(row),
    leavesAt: leavesAt(row.raised_at, row.offers_leave_at, demoRule, zone),
    time: openToAll(minutesBetween(row.starts_at, row.ends_at)),
    frequencyCap: { offers: 1, days: 1 },
    zone,
    hourCycle: 12 as const,
    callsOnly: false,
    visitTypeNames: new Map<string, string>(),
    providerNames: new Map<string, string>(),
  };
  return entries.filter((entry) => {
    const visit = visits.get(entry.appointment_id ?? '');
    const view = entryView(
      entry,
      nobody(entry.patient_id),
      visit ? { id: visit.id, startsAt: visit.starts_at } : null,
    );
    const held = {
      ...nothingKnown,
      busy: busy.has(entry.patient_id),
      ways: anybodysWays,
    };
    const here = entry.clinic_id === row.clinic_id && entry.visit_type_id === row.visit_type_id;
    return here && fits({ verdicts: verdictsOf({ entry: view, ...held }, facts) });
  }).length;
}

const nothingKnown = {
  language: 'en',
  isEstablished: true,
  isUncovered: false,
  homeState: null,
  laterProviderId: null,
  laterMinutes: null,
  offersLately: 0,
  liveOffer: null,
  answered: null,
} as const;

/** The demo books whom the time is for. */
function openToAll(minutes: number): OpeningTime {
  return {
    visitType: {
      ...{ ...standardTerms, name: '', active: true, minutes, modality: 'in-person' },
      ...{ bufferBefore: 0, bufferAfter: 0 },
    },
    hours: { ofNew: [], ofEstablished: [] },
    limits: { ofNew: [], ofEstablished: [] },
    day: { startsAt: '', endsAt: '' },
    takenBy: [],
    lacking: null,
    provider: { languages: [], gender: null, licence: null },
    seenIn: [],
    interpreterNoticeHours: 0,
  };
}

/** The rules know no names. */
function nobody(id: string): PatientSummary {
  return { id, mrn: '', family: '', given: '', birthOn: '1900-01-01', interpreter: false };
}
