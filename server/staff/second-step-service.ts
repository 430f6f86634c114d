// Setting up a second step, using it, losing it. A code works once, whoever is faster.
import { createHash, randomBytes } from 'node:crypto';
import type { AnswerOf } from '#contract/endpoint';
import type { beginSecondStep, SignInRule } from '#contract/second-step';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { openSecret, sealSecret } from '../platform/auth/seal-secret.ts';
import { base32, matchingStep, newTotpSecret } from '../platform/auth/totp.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { recordNotification } from '../platform/notifications/record-notification.ts';
import {
  conflict,
  notAllowed,
  notFound,
  ruleBroken,
  type ProblemError,
} from '../platform/problem.ts';
import { announceMember } from './announce-member.ts';
import { requireManaged, requireWithin } from './member-access.ts';
import { findMember, getMember } from './member-queries.ts';
import { removeSessions } from './member-repository.ts';
import {
  listHolders,
  listSignInRules,
  readSecondStep,
  signInRuleView,
} from './second-step-queries.ts';
import {
  deleteSecondStep,
  lockSecondStep,
  putRule,
  putSecondStep,
  replaceRecoveryCodes,
  useRecoveryCode,
  useStep,
  type SecondStepRow,
} from './second-step-repository.ts';
import { listClinicIds } from './staff-queries.ts';

const recoveryCodeCount = 10;

/** What a second step is sealed with. */
export interface Sealing {
  secretKey: string;
}

export async function begin(
  ctx: Ctx,
  { secretKey }: Sealing,
): Promise<AnswerOf<typeof beginSecondStep>> {
  const staffId = requirePerson(ctx);
  if ((await lockSecondStep(ctx, staffId))?.set_up_at)
    throw ruleBroken('set-up-already', 'A second step is set up already; remove it first.');
  const secret = newTotpSecret();
  const owner = { secretKey, organizationId: ctx.organizationId, staffId };
  await putSecondStep(ctx, staffId, sealSecret(owner, secret));
  recordAudit(ctx, { act: 'staff.begin-second-step', clinicId: null, entityId: staffId });
  const { organization_name: issuer, given, family } = await getMember(ctx, staffId);
  return { secret: base32(secret), uri: uriOf(issuer, `${given} ${family}`, base32(secret)) };
}

export async function confirm(ctx: Ctx, sealing: Sealing, code: string): Promise<string[]> {
  const staffId = requirePerson(ctx);
  const row = await lockSecondStep(ctx, staffId);
  if (row?.set_up_at !== null)
    throw ruleBroken('not-begun', 'There is nothing to confirm; begin anew.');
  if (!(await takeCode(ctx, sealing, { staffId, row, code: digitsOf(code) }))) throw codeWrong();
  const codes = await makeRecoveryCodes(ctx, staffId);
  await announceMember(ctx, await getMember(ctx, staffId), 'staff.set-up-second-step');
  return codes;
}

export async function renewCodes(ctx: Ctx): Promise<string[]> {
  const staffId = requirePerson(ctx);
  if (!(await lockSecondStep(ctx, staffId))?.set_up_at) throw notSetUp();
  recordAudit(ctx, { act: 'staff.renew-recovery-codes', clinicId: null, entityId: staffId });
  return makeRecoveryCodes(ctx, staffId);
}

export async function remove(ctx: Ctx, sealing: Sealing, code: string): Promise<void> {
  const staffId = requirePerson(ctx);
  if ((await readSecondStep(ctx, staffId)).isRequired)
    throw ruleBroken('is-required', 'A role of yours asks for a second step; nothing was changed.');
  if (!(await lockSecondStep(ctx, staffId))?.set_up_at) throw notSetUp();
  if (!(await useCode(ctx, sealing, { staffId, code }))) throw codeWrong();
  await deleteSecondStep(ctx, staffId);
  await announceMember(ctx, await getMember(ctx, staffId), 'staff.remove-second-step');
}

/** Whoever asks for it must be believed to be that person, so nothing of what they had open stays open. */
export async function removeOf(ctx: Ctx, staffId: string): Promise<void> {
  const known = requireManaged(ctx, await findMember(ctx, staffId));
  requireWithin(ctx, known);
  if (!(await deleteSecondStep(ctx, staffId))) throw notSetUp();
  const sessions = await removeSessions(ctx, staffId);
  await announceMember(ctx, known, 'staff.remove-second-step', { sessions: sessions.length });
  const [held] = known.grants;
  if (!held) return;
  const { clinicId } = held;
  recordNotification(ctx, {
    to: staffId,
    topic: 'second-step-removed',
    queue: 'account',
    clinicId,
  });
}

/** Does the sign-in of this person ask for a code? */
export async function asksForCode(ctx: Ctx, staffId: string): Promise<boolean> {
  return (await readSecondStep(ctx, staffId)).isSetUp;
}

/** True once for each code: of the app, or a recovery code. */
export async function useCode(
  ctx: Ctx,
  sealing: Sealing,
  { staffId, code }: { staffId: string; code: string },
): Promise<boolean> {
  const row = await lockSecondStep(ctx, staffId);
  if (!row?.set_up_at) return false;
  const digits = digitsOf(code);
  if (/^\d{6}$/.test(digits)) return takeCode(ctx, sealing, { staffId, row, code: digits });
  const isUsed = await useRecoveryCode(ctx, staffId, hashOf(code));
  if (isUsed)
    recordAudit(ctx, { act: 'staff.use-recovery-code', clinicId: null, entityId: staffId });
  return isUsed;
}

async function takeCode(
  ctx: Ctx,
  { secretKey }: Sealing,
  { staffId, row, code }: { staffId: string; row: SecondStepRow; code: string },
): Promise<boolean> {
  const { organizationId } = ctx;
  const secret = openSecret({ secretKey, organizationId, staffId }, row.sealed_secret);
  const step = matchingStep(secret, code, ctx.now);
  if (step === null) return false;
  return useStep(ctx, staffId, { step, setUpAt: row.set_up_at ?? ctx.now });
}

/** Sixteen letters and digits each: 80 bits, so that a plain hash keeps them. */
async function makeRecoveryCodes(ctx: Ctx, staffId: string): Promise<string[]> {
  const codes = Array.from({ length: recoveryCodeCount }, () =>
    (base32(randomBytes(10)).match(/.{4}/g) ?? []).join('-'),
  );
  await replaceRecoveryCodes(ctx, staffId, codes.map(hashOf));
  return codes;
}

export async function changeRule(
  ctx: Ctx,
  {
    expectedVersion,
    role,
    secondStep,
    idleMinutes,
  }: Omit<SignInRule, 'version'> & {
    expectedVersion: number;
  },
): Promise<SignInRule> {
  await requireEverywhere(ctx);
  const wanted = { role, second_step: secondStep, idle_minutes: idleMinutes };
  const row = await putRule(ctx, { ...wanted, version: expectedVersion });
  if (!row) {
    const current = (await listSignInRules(ctx)).find((rule) => rule.role === role);
    throw conflict(current);
  }
  recordAudit(ctx, {
    act: 'staff.change-sign-in-rule',
    clinicId: null,
    entityId: null,
    detail: { role, secondStep, idleMinutes },
  });
  for (const staffId of await listHolders(ctx, role))
    recordChange(ctx, {
      type: 'staff.access-changed',
      clinicId: null,
      entityId: staffId,
      version: 1,
      payload: null,
    });
  return signInRuleView(row);
}

/** What holds in every clinic is changed by who administers every clinic. */
export async function requireEverywhere(ctx: Ctx): Promise<void> {
  const clinicIds = await listClinicIds(ctx);
  if (!clinicIds.every((clinicId) => mayAct(ctx, 'sign-in:configure', clinicId)))
    throw notAllowed('This is for who administers all clinics; nothing was changed.');
}

function uriOf(issuer: string, name: string, secret: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`;
}

/** Apps show two groups of three. */
function digitsOf(code: string): string {
  return code.replaceAll(/\s/g, '');
}

function hashOf(code: string): Buffer {
  const plain = code.toUpperCase().replaceAll(/[^A-Z2-7]/g, '');
  return createHash('sha256').update(plain).digest();
}

function requirePerson(ctx: Ctx): string {
  if (ctx.actorId === null) throw notFound('person');
  return ctx.actorId;
}

function codeWrong(): ProblemError {
  return ruleBroken(
    'code-wrong',
    'That code is not right, or has been used; wait for the next one.',
  );
}

function notSetUp(): ProblemError {
  return ruleBroken('not-set-up', 'No second step is set up; nothing was changed.');
}
