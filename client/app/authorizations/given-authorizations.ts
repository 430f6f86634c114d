// Builders for specs: authorization requests as the server answers them at nine in the morning.
import type { AuthorizationLine, LineDecision, LineGrant } from '#contract/authorization-line';
import type { Authorization, Submission } from '#contract/authorization-request';
import type { AuthorizationChange } from '#contract/authorizations';
import type { ChangeEnvelope } from '#contract/realtime';
import type { Work } from '#contract/work';
import { riverside } from '../platform/given-session';
import { aWork, idOf, nine, samId } from '../platform/work-queue/given-queue';
import type { AuthorizationStory } from './authorizations-api';

let count = 0;

export function aLine(overrides: Partial<AuthorizationLine> = {}): AuthorizationLine {
  count += 1;
  return {
    id: idOf(9000 + count),
    position: 1,
    status: 'gathering',
    kind: 'service',
    description: 'Physical therapy',
    code: { system: 'cpt', code: '97110', modifiers: [] },
    quantity: 12,
    unit: 'visits',
    from: '2026-12-01',
    until: '2027-02-28',
    placeOfService: '11',
    renderingId: samId,
    visitTypeId: null,
    drugGroup: null,
    need: null,
    pendedFor: null,
    decision: null,
    grant: null,
    units: { reserved: 0, used: 0 },
    trouble: null,
    contradiction: null,
    peerToPeer: null,
    appeals: [],
    cancelledBecause: null,
    ...overrides,
  };
}

export function aGranted(overrides: Partial<LineGrant> = {}): LineGrant {
  return {
    ...{ quantity: 12, unit: 'visits', from: '2026-12-01', until: '2027-02-28' },
    ...{ level: 'site', providerIds: [], code: null },
    ...overrides,
  };
}

export function aDecision(overrides: Partial<LineDecision> = {}): LineDecision {
  return {
    ...{ action: 'A1', number: 'AUTH-77', reasonCodes: [], because: '' },
    ...{ via: 'portal', byId: samId, decidedAt: nine },
    ...overrides,
  };
}

export function aSubmission(overrides: Partial<Submission> = {}): Submission {
  return {
    ...{ channel: 'portal', at: nine, byId: samId, confirmation: 'C-100', proofId: null },
    ...{ receivedAt: nine, trouble: null },
    ...overrides,
  };
}

/** Where the item stands is where its lines stand; the spec says both. */
export function anAuthorization(
  work: Partial<Work> = {},
  overrides: Partial<Authorization> = {},
): Authorization {
  count += 1;
  return {
    id: idOf(8000 + count),
    version: 1,
    patient: {
      id: idOf(6500 + count),
      mrn: `DEMO-${count}`,
      family: `Diaz${count}`,
      given: 'Ana',
      birthOn: '1962-03-14',
      interpreter: false,
    },
    source: 'hand',
    sourceId: null,
    plan: {
      ...{ coverageId: idOf(81), payerId: idOf(82), payerName: 'Harbor Health' },
      ...{ lineOfBusiness: 'medicare-advantage', planName: 'Choice', memberId: 'M-1' },
      order: 'primary',
    },
    urgency: 'standard',
    attestation: null,
    orderingId: samId,
    orderingName: '',
    orderingNpi: null,
    diagnoses: [{ code: 'M54.50', text: 'Low back pain' }],
    priorNumber: null,
    lines: [aLine()],
    documents: [],
    submission: null,
    expected: null,
    work: aWork({ status: 'gathering', ...work }),
    ...overrides,
  };
}

/** The request after something has happened to it. */
export function afterwards(
  request: Authorization,
  work: Partial<Work>,
  overrides: Partial<Authorization> = {},
): Authorization {
  const changed = { ...request.work, ...work };
  return { ...request, version: request.version + 1, work: changed, ...overrides };
}

export function aDocument(
  overrides: Partial<Authorization['documents'][number]> = {},
): Authorization['documents'][number] {
  count += 1;
  return {
    ...{ id: idOf(9500 + count), title: 'Progress notes', askedBy: 'rule', dueOn: null },
    ...{ attachmentId: null, waivedBecause: null, sentAt: null },
    ...overrides,
  };
}

export const emptyStory: AuthorizationStory = { submissions: [], answers: [], calls: [], uses: [] };

export function anAuthorizationChange(
  seq: number,
  payload: Authorization,
  type: Extract<AuthorizationChange, { payload: Authorization }>['type'],
): ChangeEnvelope {
  return {
    feed: `authorizations:${riverside}`,
    ...{ seq, type, payload, entityId: payload.id, version: payload.version },
    actorId: samId,
    commandId: null,
    at: nine,
  };
}
