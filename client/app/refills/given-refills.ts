// Builders for specs: refill requests and their cards as the server answers them at nine in the morning.
import type { MedicationOrder, Prescription } from '#contract/prescription';
import type { CardCriterion, RefillCard } from '#contract/refill-card';
import type { RefillProtocol } from '#contract/refill-protocol';
import type { Refill } from '#contract/refill-request';
import type { RefillChange } from '#contract/refills';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Work } from '#contract/work';
import { riverside } from '../platform/given-session';
import { aWork, idOf, nine, samId } from '../platform/work-queue/given-queue';

let count = 0;

export function anOrder(overrides: Partial<MedicationOrder> = {}): MedicationOrder {
  return {
    rxnorm: null,
    name: 'Metformin',
    form: 'tablet',
    strength: '500 mg',
    sig: '1 tablet twice a day',
    quantity: 60,
    unit: 'tablet',
    daysSupply: 30,
    repeats: 2,
    ...overrides,
  };
}

export function aRefill(work: Partial<Work> = {}, overrides: Partial<Refill> = {}): Refill {
  count += 1;
  return {
    id: idOf(5000 + count),
    version: 1,
    patient: {
      id: idOf(6000 + count),
      mrn: `DEMO-${count}`,
      family: `Diaz${count}`,
      given: 'Ana',
      birthOn: '1962-03-14',
      interpreter: false,
    },
    source: 'console',
    asked: 1,
    said: { patient: '', prescriber: '', pharmacy: '', note: '' },
    requested: anOrder(),
    prescriptionId: idOf(7000 + count),
    active: anOrder(),
    prescriberId: samId,
    prescriberName: 'Rivera, Sam',
    schedule: null,
    pharmacy: { id: idOf(31), name: 'Main Street Pharmacy', way: 'pickup', transitDays: 0 },
    supply: { runsOutOn: '2026-11-24', unknownBecause: null },
    neededOn: '2026-11-24',
    highRisk: false,
    abruptStop: false,
    readiness: { pass: 6, fail: 0, unknown: 0, delegable: true, stamp: 'stamp' },
    decision: null,
    sending: null,
    cancellation: null,
    authorization: null,
    work: aWork({ status: 'to-decide', sortAt: '2026-11-24T05:00:00.000Z', ...work }),
    ...overrides,
  };
}

/** The request after something has happened to it. */
export function afterwards(
  refill: Refill,
  work: Partial<Work>,
  overrides: Partial<Refill> = {},
): Refill {
  const changed = { ...refill.work, ...work };
  return { ...refill, version: refill.version + 1, work: changed, ...overrides };
}

export function aDecision(
  overrides: Partial<NonNullable<Refill['decision']>> = {},
): NonNullable<Refill['decision']> {
  return {
    kind: 'approve',
    reason: null,
    grant: anOrder(),
    note: '',
    byId: samId,
    at: nine,
    protocol: null,
    coSign: null,
    leavesAt: '2026-11-23T14:01:00.000Z',
    ...overrides,
  };
}

export function aCriterion(overrides: Partial<CardCriterion> = {}): CardCriterion {
  return {
    code: 'seen',
    title: 'Seen within 12 months',
    verdict: 'pass',
    datum: 'Visit with Rivera, Sam',
    source: 'Visit',
    on: '2026-08-03',
    ...overrides,
  };
}

export function aProtocol(overrides: Partial<RefillProtocol['terms']> = {}): RefillProtocol {
  return {
    id: idOf(41),
    clinicId: riverside,
    version: 3,
    terms: {
      title: 'Diabetes',
      groups: ['biguanide'],
      criteria: [],
      mostDays: 90,
      mostRepeats: 3,
      bridgeDays: 21,
      sampleOneIn: 0,
      source: 'Clinic protocol',
      expiresOn: '2027-06-30',
      ...overrides,
    },
    signedById: samId,
    signedAt: nine,
    endedAt: null,
  };
}

export function aCard(refill: Refill, overrides: Partial<RefillCard> = {}): RefillCard {
  return {
    itemId: refill.id,
    patientId: refill.patient?.id ?? null,
    stamp: 'stamp-1',
    judgedAt: nine,
    criteria: [aCriterion(), aCriterion({ code: 'too-soon', title: 'Not too soon' })],
    sides: { requested: refill.requested, active: refill.active, dispensed: anOrder() },
    differences: [],
    prescription: null,
    protocol: aProtocol(),
    notDelegated: [],
    statements: [],
    alerts: null,
    lastSeenOn: '2026-08-03',
    nextVisitAt: null,
    together: [refill.id],
    ...overrides,
  };
}

export function aPrescription(refill: Refill, overrides: Partial<Prescription> = {}): Prescription {
  return {
    id: idOf(8001),
    clinicId: riverside,
    patientId: refill.patient?.id ?? idOf(6000),
    order: anOrder(),
    schedule: null,
    asNeeded: false,
    status: 'active',
    issuedOn: '2026-05-04',
    expiresOn: '2027-05-04',
    startedOn: null,
    prescriberId: samId,
    prescriberName: 'Rivera, Sam',
    pharmacy: null,
    priorId: null,
    fills: [],
    supply: { runsOutOn: '2026-11-24', unknownBecause: null },
    createdAt: nine,
    version: 1,
    ...overrides,
  };
}

export function aRefillChange(
  seq: number,
  payload: Refill,
  type: Extract<RefillChange, { payload: Refill }>['type'] = 'refills.work-claimed',
): ChangeEnvelope {
  return {
    feed: `refills:${riverside}`,
    ...{ seq, type, payload, entityId: payload.id, version: payload.version },
    actorId: samId,
    commandId: null,
    at: nine,
  };
}
