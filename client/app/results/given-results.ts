// Builders for specs: results, their records and who sees them, as the server answers at nine in the morning.
import type { ChangeEnvelope } from '#contract/realtime';
import type { ResultValue } from '#contract/result-content';
import type { RecallContact, ResultRecord, ResultVersion } from '#contract/result-record';
import type { ReleaseViewer, ResultHold } from '#contract/result-release';
import type { Result } from '#contract/result-report';
import type { ResultChange } from '#contract/results';
import type { Work } from '#contract/work';
import { riverside } from '../platform/given-session';
import { aWork, idOf, me, minutesLater, nine, samId } from '../platform/work-queue/given-queue';
import type { ResultRelease } from './results-api';

let count = 0;

export function aResult(work: Partial<Work> = {}, overrides: Partial<Result> = {}): Result {
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
    kind: 'laboratory',
    title: 'Comprehensive metabolic panel',
    isSensitive: false,
    categories: ['laboratory'],
    reportStatus: 'final',
    number: 1,
    severity: 'abnormal',
    counts: { values: 2, abnormal: 1, critical: 0 },
    orderedBy: { staffId: samId, name: 'Rivera, Sam', npi: null, hasLeft: false },
    orderState: 'ordered',
    missing: [],
    source: 'Harbor Lab',
    orderedAt: '2026-11-20T14:00:00.000Z',
    collectedAt: null,
    receivedAt: nine,
    finalAt: nine,
    signed: null,
    criticalCall: null,
    recall: null,
    released: [{ viewer: 'patient', since: nine, number: 1 }],
    holds: 0,
    work: aWork({ status: 'to-review', sortAt: '1926-11-23T14:00:00.000Z', ...work }),
    ...overrides,
  };
}

/** The result after something has happened to it. */
export function afterwards(
  result: Result,
  work: Partial<Work>,
  overrides: Partial<Result> = {},
): Result {
  const changed = { ...result.work, ...work };
  return { ...result, version: result.version + 1, work: changed, ...overrides };
}

export function aValue(overrides: Partial<ResultValue> = {}): ResultValue {
  return {
    key: 'LN|2823-3',
    code: '2823-3',
    system: 'LN',
    title: 'Potassium',
    text: '5.4',
    number: 5.4,
    unit: 'mmol/L',
    range: '3.5-5.1',
    flag: 'high',
    isCritical: false,
    status: 'final',
    observedAt: null,
    missing: null,
    notes: [],
    ...overrides,
  };
}

export const sodium = aValue({
  ...{ key: 'LN|2951-2', code: '2951-2', title: 'Sodium', text: '140', number: 140 },
  ...{ range: '135-145', flag: 'normal' },
});

export const critical = aValue({ text: '7.1', number: 7.1, flag: 'critical', isCritical: true });

export function aVersion(
  values: ResultValue[] = [aValue(), sodium],
  overrides: Partial<ResultVersion> = {},
): ResultVersion {
  return {
    ...{ number: 1, status: 'final', receivedAt: nine, reportedAt: null, changes: [] },
    content: { values, notes: [], conclusion: '', specimen: null },
    ...overrides,
  };
}

export function aRecord(overrides: Partial<ResultRecord> = {}): ResultRecord {
  return {
    isHidden: false,
    title: 'Comprehensive metabolic panel',
    categories: ['laboratory'],
    placer: 'O-1',
    filler: 'L-1',
    sentPatient: null,
    versions: [aVersion()],
    attempts: [],
    disposition: '',
    views: [],
    contacts: [],
    letters: [],
    ...overrides,
  };
}

export function aContact(overrides: Partial<RecallContact> = {}): RecallContact {
  return {
    id: idOf(81),
    kind: 'patient',
    name: 'Patient',
    versions: [1],
    firstSeenAt: nine,
    outcome: null,
    note: '',
    byId: null,
    at: null,
    isReached: false,
    ...overrides,
  };
}

export function aViewer(overrides: Partial<ReleaseViewer> = {}): ReleaseViewer {
  return {
    audience: 'patient',
    proxyId: null,
    name: 'Patient',
    stretches: [{ from: nine, sees: true, because: null, words: '', source: '' }],
    mayBeReleased: false,
    seen: null,
    ...overrides,
  };
}

export function aRelease(overrides: Partial<ResultRelease> = {}): ResultRelease {
  const outside = aViewer({ audience: 'outside', name: 'Outside provider' });
  return {
    ...{ age: 64, isSupposed: false, holds: [], rulesVersion: 0 },
    viewers: [aViewer(), outside],
    ...overrides,
  };
}

export function aHold(overrides: Partial<ResultHold> = {}): ResultHold {
  return {
    id: idOf(91),
    kind: 'hold',
    audiences: ['patient'],
    ground: 'life-or-safety',
    reasoning: 'She said that she would harm herself.',
    relationship: 'ordered',
    byId: samId,
    at: nine,
    until: minutesLater(1440),
    endedAt: null,
    endedById: null,
    ...overrides,
  };
}

/** A potassium of 7.1 that nobody has heard of yet. */
export function aCriticalResult(overrides: Partial<Result> = {}): Result {
  const clock: Work['clocks'][number] = {
    ...{ id: idOf(95), rule: 'results.critical-call', ruleVersion: 0, state: 'running' },
    ...{ title: 'Critical value read back', startedAt: nine, startEvidence: 'Result arrived' },
    ...{ targetAt: null, deadlineAt: minutesLater(60), warnAt: minutesLater(30) },
    ...{ level: 'on-time', pausedBecause: null, stoppedAt: null },
  };
  return aResult(
    { priority: 'stat', sortAt: '1826-11-23T14:00:00.000Z', clocks: [clock] },
    {
      severity: 'critical',
      criticalCall: {
        ...{ id: idOf(96), state: 'open', attempts: 0, startedAt: nine },
        rung: 'Ordering clinician, Rivera',
      },
      ...overrides,
    },
  );
}

export function aResultChange(
  seq: number,
  payload: Result,
  type: Extract<ResultChange, { payload: Result }>['type'] = 'results.result-renewed',
): ChangeEnvelope {
  return {
    feed: `results:${riverside}`,
    ...{ seq, type, payload, entityId: payload.id, version: payload.version },
    actorId: type.startsWith('results.result-') ? null : me,
    commandId: null,
    at: nine,
  };
}
