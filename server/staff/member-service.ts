// People come, change and leave. Nobody is ever deleted: what they did keeps their name.
import type { Grant, Role } from '#contract/permission';
import type { IssuedLink } from '#contract/staff-link';
import type { StaffDetails, StaffHoldings, StaffMember } from '#contract/staff-member';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, invalidInput, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { somebodyLeft } from '../platform/work/work-ticks.ts';
import { announceMember } from './announce-member.ts';
import { requireManaged, requireRole, requireWithin } from './member-access.ts';
import { findMember, leadsBack, readHoldings, worksHere } from './member-queries.ts';
import {
  lockMember,
  removeLogin,
  removeSessions,
  replaceGrants,
  updateMember,
  type MemberChange,
} from './member-repository.ts';
import { memberView, without, type MemberRow } from './member-view.ts';
import { deleteSecondStep } from './second-step-repository.ts';
import { revokeOpenLink } from './staff-link-repository.ts';
import { makeLink } from './staff-link-service.ts';
import { insertGrant, insertStaffMember, type StaffMemberRow } from './staff-repository.ts';

export interface InviteStaffMember {
  clinicId: string;
  given: string;
  family: string;
  roles: readonly Role[];
}

export async function inviteStaffMember(
  ctx: Ctx,
  { clinicId, given, family, roles }: InviteStaffMember,
): Promise<{ member: StaffMember; link: IssuedLink }> {
  const grants = grantsIn(clinicId, roles);
  for (const { role } of grants) requireRole(ctx, clinicId, role);
  const person = { id: newId(), given, family, is_provider: false };
  const { id, version } = await insertStaffMember(ctx, 'invite', person, grants);
  for (const grant of grants) await insertGrant(ctx, id, grant);
  const link = await makeLink(ctx, id, 'invitation');
  const member = await announceMember(ctx, { id, version }, 'staff.invite', { roles: [...roles] });
  return { member, link };
}

export async function changeStaffRoles(
  ctx: Ctx,
  input: { staffId: string; expectedVersion: number; clinicId: string; roles: readonly Role[] },
): Promise<StaffMember> {
  const { row, known } = await takeMember(ctx, input);
  refuseLeft(row);
  const { clinicId } = input;
  const wanted = grantsIn(clinicId, input.roles);
  const held = known.grants.filter((grant) => grant.clinicId === clinicId);
  const [added, removed] = [without(wanted, held), without(held, wanted)];
  if (added.length === 0 && removed.length === 0) return memberView(known);
  for (const { role } of [...added, ...removed]) requireRole(ctx, clinicId, role);
  const grants = [...without(known.grants, removed), ...added];
  if (grants.length === 0 && known.clinic_ids.length === 0)
    throw ruleBroken(
      'no-clinic-left',
      'This is the last role of theirs: end their work here instead. Nothing was changed.',
    );
  await replaceGrants(ctx, row.id, { added, removed });
  const after = await updateMember(ctx, row, { act: 'change-roles', change: {}, grants });
  return announceMember(ctx, after, 'staff.change-roles', {
    clinicId,
    added: added.map(({ role }) => role),
    removed: removed.map(({ role }) => role),
  });
}

export type ChangeStaffDetails = { [K in keyof StaffDetails]?: StaffDetails[K] | undefined };

export async function changeStaffDetails(
  ctx: Ctx,
  { staffId, expectedVersion, ...wish }: ChangeStaffDetails & Taken,
): Promise<StaffMember> {
  const { row, known } = await takeMember(ctx, { staffId, expectedVersion });
  await refuseSupervisor(ctx, staffId, wish.supervisedById);
  const prescriber = wish.prescriber ?? row.prescriber;
  const schedules = wish.deaSchedules ?? row.dea_schedules;
  if (!prescriber && schedules.length > 0)
    throw invalidInput('deaSchedules', 'are only for somebody who prescribes');
  const after = await updateMember(ctx, row, {
    act: 'change-details',
    change: changeOf(wish),
    grants: known.grants,
  });
  // Which fields, never what they say: a licence number is nobody's business who reads the audit.
  return announceMember(ctx, after, 'staff.change-details', {
    fields: Object.keys(changeOf(wish)),
  });
}

export async function endStaffMember(
  ctx: Ctx,
  input: Taken,
): Promise<{ member: StaffMember; holdings: StaffHoldings }> {
  const { row, known } = await takeMember(ctx, input);
  if (row.id === ctx.actorId)
    throw notAllowed('Somebody else must do this for you; nothing was changed.');
  requireWithin(ctx, known);
  refuseLeft(row);
  const holdings = await readHoldings(ctx, row.id);
  const after = await updateMember(ctx, row, {
    act: 'end',
    change: { ended_at: ctx.now },
    grants: known.grants,
  });
  const sessions = await removeSessions(ctx, row.id);
  await removeLogin(ctx, row.id);
  await deleteSecondStep(ctx, row.id);
  await revokeOpenLink(ctx, row.id);
  ctx.wakes.push(somebodyLeft);
  const member = await announceMember(ctx, after, 'staff.end', {
    ...holdings,
    sessions: sessions.length,
  });
  return { member, holdings: { ...holdings, sessions: 0 } };
}

export async function reinstateStaffMember(
  ctx: Ctx,
  input: Taken,
): Promise<{ member: StaffMember; link: IssuedLink }> {
  const { row, known } = await takeMember(ctx, input);
  requireWithin(ctx, known);
  if (row.ended_at === null)
    throw ruleBroken('has-not-left', 'This person works here already; nothing was changed.');
  const after = await updateMember(ctx, row, {
    act: 'reinstate',
    change: { ended_at: null },
    grants: known.grants,
  });
  const link = await makeLink(ctx, row.id, 'invitation');
  return { member: await announceMember(ctx, after, 'staff.reinstate'), link };
}

interface Taken {
  staffId: string;
  expectedVersion: number;
}

/** Locked, of a clinic whose staff the one who acts manages, and as they know the person. */
async function takeMember(
  ctx: Ctx,
  { staffId, expectedVersion }: Taken,
): Promise<{ row: StaffMemberRow; known: MemberRow }> {
  const row = await lockMember(ctx, staffId);
  const known = requireManaged(ctx, row ? await findMember(ctx, staffId) : null);
  if (!row) throw notFound('person');
  if (row.version !== expectedVersion) throw conflict(memberView(known));
  return { row, known };
}

function refuseLeft(row: StaffMemberRow): void {
  if (row.ended_at !== null)
    throw ruleBroken('has-left', 'This person no longer works here; nothing was changed.');
}

async function refuseSupervisor(
  ctx: Ctx,
  staffId: string,
  supervisorId: string | null | undefined,
): Promise<void> {
  if (!supervisorId) return;
  if (!(await worksHere(ctx, supervisorId)))
    throw invalidInput('supervisedById', 'names nobody who works here');
  if (await leadsBack(ctx, staffId, supervisorId))
    throw invalidInput('supervisedById', 'would make them their own supervisor');
}

function grantsIn(clinicId: string, roles: readonly Role[]): Grant[] {
  return [...new Set(roles)].map((role) => ({ clinicId, role }));
}

function changeOf(wish: ChangeStaffDetails): MemberChange {
  const { licence, deaSchedules, npi, supervisedById, languages, ...named } = wish;
  const change = {
    ...named,
    npi,
    supervised_by_id: supervisedById,
    dea_schedules: deaSchedules && [...new Set(deaSchedules)],
    languages: languages && [...new Set(languages)],
    ...(licence === undefined
      ? {}
      : {
          licence_number: licence?.number ?? null,
          licence_state: licence?.state ?? null,
          licence_expires_on: licence?.expiresOn ?? null,
        }),
  };
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
