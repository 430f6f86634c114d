// One-time links: made by who manages the person, handed over by them, used once by whoever holds the secret.
import { createHash, randomBytes } from 'node:crypto';
import type { AnswerOf } from '#contract/endpoint';
import type { IssuedLink, openStaffLink, StaffLinkKind } from '#contract/staff-link';
import { plusMinutes } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { Database } from '../platform/db/database.ts';
import { newId } from '../platform/ids.ts';
import { recordNotification } from '../platform/notifications/record-notification.ts';
import { invalidInput, notAllowed, ruleBroken, type ProblemError } from '../platform/problem.ts';
import { announceMember } from './announce-member.ts';
import { findMember, getMember } from './member-queries.ts';
import { removeSessions } from './member-repository.ts';
import { requireManaged, requireWithin } from './member-access.ts';
import type { MemberRow } from './member-view.ts';
import {
  insertLink,
  lastResetAt,
  revokeOpenLink,
  updatePassword,
  useLink,
} from './staff-link-repository.ts';
import { insertLogin } from './staff-repository.ts';

/** An invitation waits for somebody's first day; a new password is wanted now. */
const lifeMinutes: Record<StaffLinkKind, number> = {
  invitation: 7 * 24 * 60,
  'password-reset': 60,
};
const pages: Record<StaffLinkKind, string> = {
  invitation: '/join',
  'password-reset': '/new-password',
};
/** Between two links for a new password of the same person. */
export const coolDownMinutes = 15;

/** One made before no longer works. */
export async function makeLink(
  ctx: Ctx,
  staffId: string,
  kind: StaffLinkKind,
): Promise<IssuedLink> {
  if (ctx.actorId === null) throw new Error('A link is always made by a person.');
  await revokeOpenLink(ctx, staffId);
  const token = randomBytes(24).toString('base64url');
  const expiresAt = plusMinutes(ctx.now, lifeMinutes[kind]);
  await insertLink(ctx, {
    id: newId(),
    staff_id: staffId,
    kind,
    token_hash: hashOf(token),
    created_at: ctx.now,
    created_by: ctx.actorId,
    expires_at: expiresAt,
  });
  return { kind, path: `${pages[kind]}#${token}`, expiresAt };
}

export async function issueLink(
  ctx: Ctx,
  staffId: string,
  kind: StaffLinkKind,
): Promise<IssuedLink> {
  const known = requireManaged(ctx, await findMember(ctx, staffId));
  requireWithin(ctx, known);
  if (staffId === ctx.actorId)
    throw notAllowed('Change your own password on your account page; nothing was done.');
  if (known.ended_at !== null)
    throw ruleBroken('has-left', 'This person no longer works here; nothing was done.');
  const refusal = kind === 'invitation' ? refuseInvitation : refuseReset;
  await refusal(ctx, known);
  const link = await makeLink(ctx, staffId, kind);
  await announceMember(ctx, known, `staff.issue-${kind}`);
  if (kind === 'password-reset') tellPerson(ctx, known);
  return link;
}

/** Nobody's password is changed behind their back: the bell says so as soon as they look. */
function tellPerson(ctx: Ctx, { id, grants: [held] }: MemberRow): void {
  if (!held) return;
  const { clinicId } = held;
  recordNotification(ctx, { to: id, topic: 'password-reset', queue: 'account', clinicId });
}

function refuseInvitation(_ctx: Ctx, { has_login }: { has_login: boolean }): void {
  if (has_login)
    throw ruleBroken('has-login', 'This person can sign in already; nothing was done.');
}

async function refuseReset(
  ctx: Ctx,
  { id, has_login }: { id: string; has_login: boolean },
): Promise<void> {
  if (!has_login)
    throw ruleBroken('has-no-login', 'This person has no password yet: invite them instead.');
  const last = await lastResetAt(ctx, id);
  const free = last === null ? ctx.now : plusMinutes(last, coolDownMinutes);
  if (free > ctx.now)
    throw ruleBroken(
      'reset-lately',
      `A link for a new password was made less than ${coolDownMinutes} minutes ago; nothing was done.`,
    );
}

export async function revokeLink(ctx: Ctx, staffId: string): Promise<void> {
  const known = requireManaged(ctx, await findMember(ctx, staffId));
  requireWithin(ctx, known);
  if (!(await revokeOpenLink(ctx, staffId))) throw linkGone();
  await announceMember(ctx, known, 'staff.revoke-link');
}

interface FoundLink {
  organization_id: string;
  id: string;
  staff_id: string;
  kind: StaffLinkKind;
  expires_at: string;
}

/** Whose it is, before anybody is known. */
function findLink(database: Database, token: string): Promise<FoundLink> {
  return database.inTransaction({ kind: 'lookup' }, async (ctx) => {
    const { rows } = await ctx.db.raw<{ rows: FoundLink[] }>('select * from find_staff_link(?)', [
      hashOf(token),
    ]);
    const [found] = rows;
    if (!found || found.expires_at <= ctx.now) throw linkGone();
    return found;
  });
}

export async function openLink(
  database: Database,
  token: string,
): Promise<AnswerOf<typeof openStaffLink>> {
  const link = await findLink(database, token);
  const { organization_id: organizationId, staff_id: staffId, kind } = link;
  return database.inTransaction(
    { kind: 'system', organizationId, reason: 'a one-time link' },
    async (ctx) => {
      const known = await findMember(ctx, staffId);
      if (!known) throw linkGone();
      const { given, family, organization_name: organizationName } = known;
      return { kind, given, family, organizationName, expiresAt: link.expires_at };
    },
  );
}

/** The link is used and what it is for is done, in one transaction of the person's own. */
async function withLink<T>(
  database: Database,
  { token, kind, requestId }: { token: string; kind: StaffLinkKind; requestId: string },
  act: (ctx: Ctx, staffId: string) => Promise<T>,
): Promise<T> {
  const {
    organization_id: organizationId,
    id,
    staff_id: staffId,
  } = await findLink(database, token);
  return database.inTransaction(
    { kind: 'user', organizationId, staffId, grants: [] },
    async (ctx) => {
      if (!(await useLink(ctx, id, kind))) throw linkGone();
      return act(ctx, staffId);
    },
    { requestId },
  );
}

export interface LinkUse {
  token: string;
  passwordHash: string;
  requestId: string;
}

export function acceptInvitation(
  database: Database,
  { token, passwordHash, requestId, login }: LinkUse & { login: string },
): Promise<void> {
  return withLink(database, { token, kind: 'invitation', requestId }, async (ctx, staffId) => {
    if (!(await insertLogin(ctx, { staffId, name: login, passwordHash })))
      throw invalidInput('login', 'is taken');
    await announceMember(ctx, await getMember(ctx, staffId), 'staff.accept-invitation');
  });
}

/** Whoever was signed in with the old password no longer is, on any device. */
export function usePasswordReset(
  database: Database,
  { token, passwordHash, requestId }: LinkUse,
): Promise<{ login: string }> {
  return withLink(database, { token, kind: 'password-reset', requestId }, async (ctx, staffId) => {
    const login = await updatePassword(ctx, staffId, passwordHash);
    const sessions = await removeSessions(ctx, staffId);
    await announceMember(ctx, await getMember(ctx, staffId), 'staff.use-password-reset', {
      sessions: sessions.length,
    });
    return { login };
  });
}

function linkGone(): ProblemError {
  return ruleBroken(
    'link-gone',
    'This link has been used, withdrawn or has expired; ask for another.',
  );
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
