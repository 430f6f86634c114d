// Builders for specs: follow-ups and their claims, as the server answers at nine in the morning.
import type { ClaimLine, MoneyStanding } from '#contract/claim-money';
import type { ClaimRecord, StepAdvice } from '#contract/claim-record';
import type { FollowUp } from '#contract/claim-follow-up';
import type { Work } from '#contract/work';
import type { ChangeEnvelope } from '#contract/realtime';
import type { ClaimsChange } from '#contract/claims';
import { riverside } from '../platform/given-session';
import { aWork, idOf, me, nine, samId } from '../platform/work-queue/given-queue';
import type { WholeClaim } from './typed-claim';

let count = 0;

export function aFollowUp(work: Partial<Work> = {}, overrides: Partial<FollowUp> = {}): FollowUp {
  count += 1;
  const id = idOf(7000 + count);
  return {
    id,
    version: 1,
    patient: {
      id: idOf(8000 + count),
      mrn: `DEMO-${count}`,
      family: `Diaz${count}`,
      given: 'Ana',
      birthOn: '1962-03-14',
      interpreter: false,
    },
    kind: 'denied',
    cause: 'authorization',
    rootCause: null,
    claim: {
      id: idOf(9000 + count),
      controlNumber: `C-${count}`,
      payerControl: 'P77',
      status: 'adjudicated',
      chargeCents: 42_000,
      fromOn: '2026-10-01',
      toOn: '2026-10-01',
    },
    payer: { id: idOf(900), name: 'Northwind Health' },
    amountCents: 42_000,
    lines: [1],
    codes: ['CO-197', 'N54'],
    isUnprocessable: false,
    chance: { percent: 63, wonCents: 120_000, triedCents: 180_000, supposedPercent: 55 },
    worthCents: 26_460,
    band: 1,
    deadline: { kind: 'correction', on: '2026-11-27', isExpired: false },
    course: null,
    writeOff: null,
    receivedOn: '2026-10-20',
    work: aWork({ status: 'to-work', priority: 'urgent', amountCents: 42_000, ...work }),
    ...overrides,
  };
}

/** The follow-up after something has happened to it. */
export function afterwards(
  followUp: FollowUp,
  work: Partial<Work>,
  overrides: Partial<FollowUp> = {},
): FollowUp {
  const changed = { ...followUp.work, ...work };
  return { ...followUp, version: followUp.version + 1, work: changed, ...overrides };
}

const denied: MoneyStanding = {
  ...{ chargeCents: 42_000, paidCents: 0, writtenOffCents: 0, patientCents: 0 },
  ...{ anotherCents: 0, openCents: 42_000, deniedCents: 42_000 },
};

export function aLine(overrides: Partial<ClaimLine> = {}): ClaimLine {
  return {
    ...{ number: 1, procedure: '99213', modifiers: ['25'], revenueCode: null, units: '1' },
    ...{ diagnosisPointers: [1], fromOn: '2026-10-01', toOn: '2026-10-01' },
    ...denied,
    ...{ allowedCents: null, expectedCents: 31_000 },
    adjustments: [{ group: 'CO', reason: '197', cents: 42_000, is: 'denied' }],
    remarks: ['N54'],
    ...overrides,
  };
}

export function aClaim(overrides: Partial<WholeClaim> = {}): WholeClaim {
  return {
    ...{ id: idOf(9999), controlNumber: 'C-1', payerControl: 'P77', status: 'adjudicated' },
    ...{ chargeCents: 42_000, fromOn: '2026-10-01', toOn: '2026-10-01' },
    ...{ kind: 'professional', order: 'primary', memberId: 'W123', authorization: '' },
    ...{ diagnoses: ['E119', 'I10'], version: 1, money: denied, lines: [aLine()] },
    ...overrides,
  };
}

export function aStep(overrides: Partial<StepAdvice> = {}): StepAdvice {
  return {
    step: 'correct',
    because: 'What the codes name can be mended on the claim.',
    blockedBecause: null,
    untilOn: '2026-11-27',
    rule: 'Commercial: 180 days from the answer of Oct 20, 2026 (provider manual)',
    ...overrides,
  };
}

export const appeal = aStep({ step: 'appeal', because: 'Who thinks otherwise appeals.' });
export const writeOff = aStep({
  ...{ step: 'write-off', because: 'When nothing else is left.', untilOn: null, rule: '' },
});

export function aRecord(overrides: Partial<ClaimRecord> = {}): ClaimRecord {
  return {
    claim: aClaim(),
    filings: [
      {
        ...{ id: idOf(9100), frequency: '1', originalReference: null, at: nine, byId: null },
        ...{ state: 'answered', said: '', hasFile: true },
      },
    ],
    remitted: [
      {
        ...{ id: idOf(9200), remittanceId: idOf(9300), receivedOn: '2026-10-20', trace: 'T-9' },
        ...{ statusCode: '1', is: 'payment', chargeCents: 42_000, paidCents: 0, patientCents: 0 },
        payerControl: 'P77',
        adjustments: [{ line: 1, group: 'CO', reason: '197', cents: 42_000 }],
        remarks: ['N54'],
      },
    ],
    courses: [],
    steps: [aStep(), appeal, writeOff],
    help: [{ code: 'CO-197', says: 'No authorization was on file.', next: 'Find it, or appeal.' }],
    unmatched: null,
    others: [],
    ...overrides,
  };
}

/** An appeal that was lost. */
export function aLostAppeal(level: number): ClaimRecord['courses'][number] {
  return {
    ...{ id: idOf(9400 + level), itemId: idOf(7001), kind: 'appeal', level, startedAt: nine },
    ...{ byId: samId, reference: 'Fax 12', text: 'It was authorized.', endedAt: nine },
    outcome: 'upheld',
  };
}

export function aClaimsChange(
  seq: number,
  payload: FollowUp,
  type: ClaimsChange['type'],
): ChangeEnvelope {
  return {
    ...{ feed: `claims:${riverside}`, seq, type, entityId: payload.id, version: payload.version },
    ...{ payload, actorId: me, commandId: null, at: nine },
  };
}
