// Builders for specs: one clinic's board, as the server would answer it at nine in the morning.
import { signal, type Provider as AngularProvider, type WritableSignal } from '@angular/core';
import type { VisitType } from '#contract/availability';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Provider } from '#contract/staff';
import type { Entry } from '#contract/waitlist-entry';
import type { Candidate, Offer, Opening } from '#contract/waitlist-opening';
import type { WaitlistPolicy } from '#contract/waitlist-policy';
import type { PolicyReplay } from '#contract/waitlist-replay';
import { standardTerms } from '#contract/visit-terms';
import { Clock } from '../platform/clock';
import { FakeServer, riverside } from '../platform/given-session';

/** Monday, 9:00 am in New York. */
export const nine = '2026-11-23T14:00:00.000Z';
export const providerId = idOf(900);
export const visitTypeId = idOf(901);

let count = 0;

/** The n-th id, so that a spec can name what it builds; they sort as they count. */
export function idOf(n: number): string {
  return `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function minutesLater(minutes: number, from = nine): string {
  return new Date(Date.parse(from) + minutes * 60_000).toISOString();
}

export function aProvider(): Provider {
  return {
    id: providerId,
    family: 'Lee',
    given: 'Hannah',
    credentials: 'MD',
    specialty: 'Family medicine',
    languages: ['en'],
    gender: null,
    clinicIds: [riverside],
    version: 1,
  };
}

export function aVisitType(): VisitType {
  return {
    id: visitTypeId,
    clinicId: riverside,
    name: 'Follow-up',
    minutes: 20,
    modality: 'in-person',
    category: 'routine',
    colour: 'teal',
    bufferBefore: 0,
    bufferAfter: 0,
    ...standardTerms,
    active: true,
    version: 1,
  };
}

export function anEntry(overrides: Partial<Entry> = {}): Entry {
  count += 1;
  return {
    id: idOf(1000 + count),
    clinicId: riverside,
    patient: {
      id: idOf(2000 + count),
      mrn: `DEMO-${count}`,
      family: 'Diaz',
      given: 'Ana',
      birthOn: '1962-03-14',
      interpreter: false,
    },
    visitTypeId,
    urgency: 'routine',
    providerIds: [],
    providerLanguage: null,
    providerGender: null,
    notOn: [],
    weekdays: [],
    earliestTime: null,
    latestTime: null,
    earliestOn: null,
    latestOn: null,
    minNoticeHours: 2,
    appointment: null,
    contactConsent: true,
    status: 'active',
    addedAt: '2026-11-12T14:00:00.000Z',
    version: 1,
    ...overrides,
  };
}

export function anOpening(overrides: Partial<Opening> = {}): Opening {
  count += 1;
  const startsAt = overrides.startsAt ?? minutesLater(240);
  return {
    id: idOf(3000 + count),
    clinicId: riverside,
    providerId,
    visitTypeId,
    startsAt,
    endsAt: minutesLater(20, startsAt),
    cause: 'cancelled',
    appointmentId: idOf(4000 + count),
    status: 'open',
    passedOverBecause: null,
    offersLeaveAt: minutesLater(-5),
    raisedAt: minutesLater(-6),
    filledByAppointmentId: null,
    daysGained: null,
    fitting: 2,
    wave: 0,
    nextWaveAt: null,
    version: 1,
    ...overrides,
  };
}

export function anOffer(opening: Opening, entry: Entry, overrides: Partial<Offer> = {}): Offer {
  count += 1;
  return {
    id: idOf(5000 + count),
    clinicId: riverside,
    openingId: opening.id,
    entryId: entry.id,
    patient: entry.patient,
    status: 'sent',
    rank: 1,
    wave: 1,
    way: 'message',
    callId: null,
    leavesAt: minutesLater(-2),
    sentAt: minutesLater(-2),
    expiresAt: minutesLater(28),
    answeredAt: null,
    version: 2,
    ...overrides,
  };
}

export function aCandidate(overrides: Partial<Candidate> = {}): Candidate {
  return {
    entry: anEntry(),
    rank: 1,
    way: 'message',
    verdicts: [{ rule: 'weekday', passes: true, because: 'Any weekday will do.' }],
    waitingDays: 11,
    daysGained: 21,
    ...overrides,
  };
}

export function aChange(
  seq: number,
  type: string,
  payload: { id: string; version: number },
  overrides: Partial<ChangeEnvelope> = {},
): ChangeEnvelope {
  return {
    feed: `waitlist:${riverside}`,
    seq,
    type,
    entityId: payload.id,
    version: payload.version,
    payload,
    actorId: null,
    commandId: null,
    at: nine,
    ...overrides,
  };
}

export interface Board {
  entries?: Entry[];
  openings?: Opening[];
  offers?: Offer[];
  asOf?: number;
}

/** A server with this board; acts answer only what a spec tells it to. */
export function serverWith({
  entries = [],
  openings = [],
  offers = [],
  asOf = 0,
}: Board): FakeServer {
  return new FakeServer()
    .when('GET /api/waitlist/entries', { items: entries, asOf })
    .when('GET /api/waitlist/openings', { openings, offers, asOf })
    .when('GET /api/staff/providers', { items: [aProvider()] })
    .when('GET /api/availability/visit-types', { items: [aVisitType()] });
}

/** Time stands still at nine until the spec moves it. */
export function standingClock(): { now: WritableSignal<string>; provider: AngularProvider } {
  const now = signal(nine);
  const clock: Partial<Clock> = { now, exact: () => Date.parse(now()), correct: () => undefined };
  return { now, provider: { provide: Clock, useValue: clock } };
}

export function aPolicy(overrides: Partial<WaitlistPolicy> = {}): WaitlistPolicy {
  return {
    clinicId: riverside,
    undoSeconds: 60,
    autoOffer: false,
    offerMinutes: 30,
    minLeadMinutes: 90,
    stopMinutes: 60,
    initialDelayMinutes: 0,
    waveSize: 3,
    waveDelayMinutes: 15,
    gainOrder: 'most-first',
    booking: 'auto-confirm',
    quietFrom: '21:00',
    quietUntil: '07:00',
    mostOffers: 4,
    mostOffersDays: 7,
    byVisitType: {},
    version: 1,
    ...overrides,
  };
}

export function aReplay(overrides: Partial<PolicyReplay> = {}): PolicyReplay {
  return {
    from: '2026-08-25',
    until: '2026-11-23',
    openings: 140,
    model: { acceptedLow: 8, acceptedHigh: 11, source: 'published', answerMinutes: 10 },
    measured: { filled: 12, offers: 200 },
    inForce: {
      filled: { low: 0, high: 0 },
      offers: { low: 0, high: 0 },
      minutesToFill: null,
      fairness: [],
    },
    draft: {
      filled: { low: 28.4, high: 37.6 },
      offers: { low: 380, high: 402 },
      minutesToFill: { low: 31.2, high: 31.4 },
      fairness: [
        { group: 'language', value: 'es', offered: { low: 90, high: 110 } },
        { group: 'language', value: 'en', offered: { low: 290, high: 310 } },
      ],
    },
    ...overrides,
  };
}
