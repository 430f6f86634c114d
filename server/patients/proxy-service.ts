// Use cases of who acts for a patient: write down, revoke.
import type { Proxy } from '#contract/proxy';
import { proxyStanding } from '#contract/proxy';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { getClinic } from '../staff/staff-queries.ts';
import { agesRule, proxyAges } from './ages-rule.ts';
import { requireOpenChart } from './contact-queries.ts';
import { getPatientSummary, listPatientSummaries } from './patients-queries.ts';
import { e164Of } from '../platform/phone-number.ts';
import { denyKeepingProxies } from './proxy-policy.ts';
import { proxyViews } from './proxy-queries.ts';
import { insertProxy, lockProxy, updateProxy, type ProxyRow } from './proxy-repository.ts';

export type AddProxy = Pick<
  Proxy,
  | 'patientId'
  | 'personId'
  | 'family'
  | 'given'
  | 'relation'
  | 'ground'
  | 'phone'
  | 'told'
  | 'mayDecide'
  | 'startsOn'
  | 'endsOn'
  | 'evidence'
> & { clinicId: string };

export async function addProxy(ctx: Ctx, input: AddProxy): Promise<Proxy> {
  const { clinicId, patientId } = input;
  requireKeeping(ctx, clinicId);
  await requireSensible(ctx, input);
  await requireChild(ctx, input);
  const row = await insertProxy(ctx, {
    organization_id: ctx.organizationId,
    id: newId(),
    patient_id: patientId,
    person_id: input.personId,
    family: input.family,
    given: input.given,
    relation: input.relation,
    ground: input.ground,
    phone: phoneOf(input.phone),
    told: [...new Set(input.told)],
    may_decide: input.mayDecide,
    starts_on: input.startsOn,
    ends_on: input.endsOn,
    evidence: input.evidence,
    added_at: ctx.now,
    added_by: ctx.actorId,
    revoked_at: null,
    revoke_reason: null,
    version: 1,
  });
  return announce(ctx, clinicId, 'added', row);
}

function phoneOf(typed: string | null): string | null {
  const phone = typed === null ? null : e164Of(typed);
  if (typed !== null && phone === null) throw invalidInput('phone', 'is not a telephone number');
  return phone;
}

async function requireSensible(ctx: Ctx, input: AddProxy): Promise<void> {
  const { startsOn, endsOn, personId, patientId } = input;
  if (endsOn !== null && endsOn < startsOn) throw invalidInput('endsOn', 'is before the first day');
  if (personId === null) return;
  if (personId === patientId) throw invalidInput('personId', 'is the patient');
  if (!(await listPatientSummaries(ctx, [personId])).has(personId))
    throw invalidInput('personId', 'names no patient');
}

/** The rights of parents have ended with the birthday: what is agreed now is the patient's own permission. */
async function requireChild(ctx: Ctx, input: AddProxy): Promise<void> {
  const { birthOn } = await getPatientSummary(ctx, input.patientId);
  await requireOpenChart(ctx, input.patientId);
  const { zone } = await getClinic(ctx, input.clinicId);
  const ages = proxyAges((await ruleInForce(ctx, input.clinicId, agesRule)).value);
  const day = { birthOn, on: localDateOf(ctx.now, zone), ages };
  if (proxyStanding({ ...input, revoked: null }, day).state === 'of-age')
    throw ruleBroken(
      'of-age',
      'The patient is of age: parents may be told with the patient’s permission only. Nothing was written down.',
    );
}

export async function revokeProxy(
  ctx: Ctx,
  input: { clinicId: string; proxyId: string; expectedVersion: number; reason: string },
): Promise<Proxy> {
  requireKeeping(ctx, input.clinicId);
  const row = await lockProxy(ctx, input.proxyId);
  if (!row) throw notFound('person');
  if (row.version !== input.expectedVersion) throw conflict((await proxyViews(ctx, [row]))[0]);
  if (row.revoked_at !== null)
    throw ruleBroken('proxy-revoked', 'This was ended already; nothing was changed.');
  const change = { revoked_at: ctx.now, revoke_reason: input.reason };
  return announce(ctx, input.clinicId, 'revoked', await updateProxy(ctx, row, change));
}

function requireKeeping(ctx: Ctx, clinicId: string): void {
  const denied = denyKeepingProxies((...asked) => mayAct(ctx, ...asked), clinicId);
  if (denied !== null) throw notAllowed(denied);
}

async function announce(
  ctx: Ctx,
  clinicId: string,
  what: 'added' | 'revoked',
  row: ProxyRow,
): Promise<Proxy> {
  const { id: entityId, version, patient_id: patientId, ground } = row;
  recordChange(ctx, {
    type: `patients.proxy-${what}`,
    clinicId: null,
    entityId,
    version,
    payload: { patientId },
  });
  recordAudit(ctx, {
    act: what === 'added' ? 'proxy.add' : 'proxy.revoke',
    clinicId,
    entityId,
    detail: { version, patientId, ground },
  });
  const [view] = await proxyViews(ctx, [row]);
  if (!view) throw new Error('A proxy has no view.');
  return view;
}
