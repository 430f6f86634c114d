// Builders for specs: a clinic whose payer wants visits authorized, requests at every point of their lives.
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { AskedLine, LineGrant } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import type { AuthorizationRuleTerms } from '#contract/authorization-rule';
import { givenCoverage, givenPayer } from '../patients/given-coverage.ts';
import { givenPatient } from '../patients/given-patient.ts';
import type { Ctx, Scope } from '../platform/context.ts';
import type { TestDatabase } from '../platform/db/test-database.ts';
import { givenAttachment } from '../platform/work/given-attachment.ts';
import { claimWork } from '../platform/work/lease-service.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { findReadableRow } from '../platform/work/work-queries.ts';
import {
  givenOrganization,
  givenProvider,
  givenStaff,
  type GivenStaff,
} from '../staff/given-organization.ts';
import { givenTemplate } from '../availability/given-template.ts';
import { givenVisitType } from '../availability/given-visit-type.ts';
import { recordAnswer } from './answer-service.ts';
import { authorizations } from './authorizations-queue.ts';
import { openAuthorization, type OpenAuthorization } from './open-service.ts';
import { addAuthorizationRule } from './rule-service.ts';
import { submitAuthorization } from './submit-service.ts';
import type { Held } from './take-request.ts';

export interface AuthorizationClinic {
  organizationId: string;
  clinicId: string;
  specialist: GivenStaff;
  clinician: GivenStaff;
  scheduler: GivenStaff;
  manager: GivenStaff;
  providerId: string;
  patientId: string;
  payerId: string;
  coverageId: string;
  /** Half an hour with the provider; payers may want it authorized. */
  visitTypeId: string;
  system: Scope;
}

/** The payer is one of Medicare Advantage, and wants visits of the type authorized by provider. */
export async function givenAuthorizationClinic(
  t: TestDatabase,
  over: { lineOfBusiness?: AuthorizationRuleTerms['lineOfBusiness'] } = {},
): Promise<AuthorizationClinic> {
  const { organizationId, clinicId } = await givenOrganization(t);
  const clinicIds = [clinicId];
  const person = (role: Parameters<typeof givenStaff>[1]['role'], given: string) =>
    givenStaff(t, { organizationId, clinicIds, ...(role ? { role } : {}), given });
  const providerId = await givenProvider(t, { organizationId, clinicIds });
  await givenTemplate(t, { organizationId, clinicId, providerId });
  const patientId = await givenPatient(t, { organizationId });
  const payerId = await givenPayer(t, organizationId, {
    line_of_business: over.lineOfBusiness ?? 'medicare-advantage',
  });
  const coverageId = await givenCoverage(t, { organizationId, patientId, payerId });
  const visitTypeId = await givenVisitType(t, {
    ...{ organizationId, clinicId },
    terms: { needsAuthorization: true },
  });
  const clinic: AuthorizationClinic = {
    ...{ organizationId, clinicId, providerId, patientId, payerId, coverageId, visitTypeId },
    specialist: await person('authorization-specialist', 'Ada'),
    clinician: await person('clinician', 'Cleo'),
    scheduler: await person('scheduler', 'Sam'),
    manager: await person('clinic-manager', 'Mia'),
    system: { kind: 'system', organizationId, reason: 'test' },
  };
  await givenRule(t, clinic, { payerId, visitTypeId });
  return clinic;
}

export const aRule: AuthorizationRuleTerms = {
  ...{ payerId: null, lineOfBusiness: null, kind: null, visitTypeId: null },
  ...{ codePrefix: null, drugGroup: null, required: true, level: 'individual' },
  ...{ documents: [], renewDays: 14, from: '2026-01-01', until: null, source: 'Payer’s list' },
};

export async function givenRule(
  t: TestDatabase,
  clinic: AuthorizationClinic,
  terms: Partial<AuthorizationRuleTerms>,
): Promise<string> {
  const { clinicId, manager } = clinic;
  const { id } = await t.database.inTransaction(manager.scope, (ctx) =>
    addAuthorizationRule(ctx, { clinicId, terms: { ...aRule, ...terms } }),
  );
  return id;
}

export function visitLine(
  { visitTypeId, providerId }: AuthorizationClinic,
  over: Partial<AskedLine> = {},
): AskedLine {
  return {
    ...{ kind: 'service', description: 'Physical therapy', quantity: 12, unit: 'visits' },
    code: { system: 'cpt', code: '97110', modifiers: [] },
    ...{ from: '2026-11-23', until: '2027-02-21', placeOfService: '11' },
    ...{ renderingId: providerId, visitTypeId, drugGroup: null },
    ...over,
  };
}

export function asked(
  clinic: AuthorizationClinic,
  over: Partial<OpenAuthorization> = {},
): OpenAuthorization {
  return {
    ...{ clinicId: clinic.clinicId, patientId: clinic.patientId, lines: [visitLine(clinic)] },
    diagnoses: [{ code: 'M54.50', text: 'Low back pain' }],
    ...{ orderingId: clinic.providerId, orderingName: '', orderingNpi: null },
    ...{ urgency: 'standard', priority: 'routine' },
    ...over,
  };
}

export function givenRequest(
  t: TestDatabase,
  clinic: AuthorizationClinic,
  over: Partial<OpenAuthorization> = {},
): Promise<Authorization> {
  return t.database.inTransaction(clinic.specialist.scope, (ctx) =>
    openAuthorization(ctx, asked(clinic, over)),
  );
}

/** Claimed by the specialist: how they hold it. */
export async function inHand(
  t: TestDatabase,
  { specialist }: AuthorizationClinic,
  itemId: string,
): Promise<Held> {
  return t.database.inTransaction(specialist.scope, async (ctx) => {
    const row = await findReadableRow(ctx, authorizations, itemId);
    const item =
      row.lease_holder_id === ctx.actorId && (row.lease_until ?? '') > ctx.now
        ? await workItem(ctx, authorizations, row)
        : await claimWork(ctx, authorizations, itemId);
    return { itemId, token: item.work.lease?.token ?? 0, expectedVersion: item.version };
  });
}

/** A print from the portal, attached by the specialist. */
export async function givenFile(
  t: TestDatabase,
  { specialist }: AuthorizationClinic,
  itemId: string,
): Promise<string> {
  const { attachment } = await givenAttachment(t, authorizations, {
    ...{ scope: specialist.scope, itemId, name: 'proof.pdf' },
  });
  return attachment.id;
}

export async function givenSubmitted(
  t: TestDatabase,
  clinic: AuthorizationClinic,
  over: Partial<OpenAuthorization> = {},
): Promise<Authorization> {
  const { id } = await givenRequest(t, clinic, over);
  const proofId = await givenFile(t, clinic, id);
  const held = await inHand(t, clinic, id);
  return t.database.inTransaction(clinic.specialist.scope, (ctx) =>
    submitAuthorization(ctx, {
      ...{ ...held, channel: 'portal', confirmation: 'C-77', proofId, receivedAt: t.clock.now },
    }),
  );
}

export function grantOf(clinic: AuthorizationClinic, over: Partial<LineGrant> = {}): LineGrant {
  return {
    ...{ quantity: 12, unit: 'visits', from: '2026-11-23', until: '2027-02-21' },
    ...{ level: 'individual', providerIds: [clinic.providerId], code: null },
    ...over,
  };
}

export async function answerWith(
  t: TestDatabase,
  clinic: AuthorizationClinic,
  itemId: string,
  answers: HeardAnswer[],
): Promise<Authorization> {
  const held = await inHand(t, clinic, itemId);
  return t.database.inTransaction(clinic.specialist.scope, (ctx: Ctx) =>
    recordAnswer(ctx, { ...held, via: 'portal', decidedAt: t.clock.now, answers, note: '' }),
  );
}

/** One line, approved as asked. */
export async function givenApproved(
  t: TestDatabase,
  clinic: AuthorizationClinic,
  { grant = {}, ...over }: Partial<OpenAuthorization> & { grant?: Partial<LineGrant> } = {},
): Promise<{ item: Authorization; lineId: string }> {
  const submitted = await givenSubmitted(t, clinic, over);
  const lineId = submitted.lines[0]?.id ?? '';
  const granted = grantOf(clinic, grant);
  const action = granted.quantity < (submitted.lines[0]?.quantity ?? 0) ? 'A2' : 'A1';
  const item = await answerWith(t, clinic, submitted.id, [
    { action, lineId, number: 'AUTH-1', grant: granted },
  ]);
  return { item, lineId };
}
