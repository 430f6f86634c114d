// Providers, preferences, sessions of one's own.
import type { ProviderGroup } from '#contract/provider-group';
import { mostQueueLooks, type QueueLooks } from '#contract/queue-look';
import type { ShortcutKeys } from '#contract/shortcut-keys';
import type { Preferences, Provider } from '#contract/staff';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, notFound } from '../platform/problem.ts';
import { removeSessions } from './member-repository.ts';
import { updatePassword } from './staff-link-repository.ts';
import { denyManaging } from './staff-policy.ts';
import { readPreferences } from './staff-queries.ts';
import {
  insertProviderClinic,
  insertStaffMember,
  lockSession,
  removeSession,
  updatePreferences,
} from './staff-repository.ts';
import { providerView } from './staff-view.ts';

export async function addProvider(
  ctx: Ctx,
  input: {
    clinicId: string;
    family: string;
    given: string;
    credentials: string;
    specialty: string;
  },
): Promise<Provider> {
  const { clinicId, family, given, credentials, specialty } = input;
  const refusal = denyManaging((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const row = await insertStaffMember(ctx, 'add-provider', {
    id: newId(),
    family,
    given,
    credentials,
    specialty,
    is_provider: true,
  });
  await insertProviderClinic(ctx, row.id, clinicId);
  const view = providerView({ ...row, clinic_ids: [clinicId] });
  recordAudit(ctx, { act: 'staff.add-provider', clinicId, entityId: row.id });
  recordChange(ctx, {
    type: 'staff.provider-added',
    clinicId: null,
    entityId: view.id,
    version: view.version,
    payload: view,
  });
  return view;
}

export interface ChangePreferences {
  theme?: Preferences['theme'] | undefined;
  navigationOpen?: boolean | undefined;
  clinicId?: string | null | undefined;
  shortcuts?: boolean | undefined;
  shortcutKeys?: ShortcutKeys | undefined;
  queueLooks?: QueueLooks | undefined;
  providerGroups?: readonly ProviderGroup[] | undefined;
}

/** How a person likes the console is nobody else's business: no change, no audit entry. */
export async function changePreferences(ctx: Ctx, input: ChangePreferences): Promise<Preferences> {
  const staffId = requirePerson(ctx);
  const { theme, navigationOpen, clinicId, shortcuts, shortcutKeys, queueLooks } = input;
  const { providerGroups } = input;
  if (ctx.scope.kind === 'user' && clinicId) {
    if (!ctx.scope.grants.some((held) => held.clinicId === clinicId))
      throw invalidInput('clinicId', 'is not a clinic of yours');
  }
  await updatePreferences(ctx, staffId, {
    ...(theme === undefined ? {} : { theme }),
    ...(navigationOpen === undefined ? {} : { navigation_open: navigationOpen }),
    ...(clinicId === undefined ? {} : { clinic_id: clinicId }),
    ...(shortcuts === undefined ? {} : { shortcuts }),
    ...(shortcutKeys === undefined ? {} : { shortcut_keys: JSON.stringify(shortcutKeys) }),
    ...(queueLooks === undefined ? {} : { queue_looks: JSON.stringify(queueLooks) }),
    ...(providerGroups === undefined ? {} : { provider_groups: JSON.stringify(providerGroups) }),
  });
  const kept = await readPreferences(ctx, staffId);
  if (Object.keys(kept.queueLooks).length > mostQueueLooks)
    throw invalidInput('queueLooks', `would have more than ${mostQueueLooks} queues`);
  return kept;
}

export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  if (!(await endOwnSession(ctx, sessionId, 'staff.end-session'))) throw notFound('session');
}

/** By who has just proved who they are. Whoever else knew the old one is thrown out. */
export async function changePassword(
  ctx: Ctx,
  { sessionId, passwordHash }: { sessionId: string; passwordHash: string },
): Promise<{ sessionsEnded: number }> {
  const staffId = requirePerson(ctx);
  await updatePassword(ctx, staffId, passwordHash);
  const others = await removeSessions(ctx, staffId, { but: sessionId });
  for (const id of others) recordSessionEnded(ctx, id);
  recordAudit(ctx, {
    act: 'staff.change-password',
    clinicId: null,
    entityId: staffId,
    detail: { sessions: others.length },
  });
  return { sessionsEnded: others.length };
}

/** One that has ended meanwhile is as good as signed out. */
export async function signOut(ctx: Ctx, sessionId: string): Promise<void> {
  await endOwnSession(ctx, sessionId, 'staff.sign-out');
}

/** In one step with what tells of it, as when it ends. */
export async function lockOwnSession(ctx: Ctx, sessionId: string): Promise<void> {
  if (!(await lockSession(ctx, requirePerson(ctx), sessionId))) throw notFound('session');
  recordAudit(ctx, { act: 'staff.lock', clinicId: null, entityId: sessionId });
  recordChange(ctx, {
    type: 'staff.session-locked',
    clinicId: null,
    entityId: sessionId,
    version: 1,
    payload: null,
  });
}

/** In one step with what tells of it: its sockets close when they hear it, and cannot come back. */
async function endOwnSession(
  ctx: Ctx,
  sessionId: string,
  act: 'staff.end-session' | 'staff.sign-out',
): Promise<boolean> {
  if (!(await removeSession(ctx, requirePerson(ctx), sessionId))) return false;
  recordAudit(ctx, { act, clinicId: null, entityId: sessionId });
  recordSessionEnded(ctx, sessionId);
  return true;
}

function recordSessionEnded(ctx: Ctx, sessionId: string): void {
  recordChange(ctx, {
    type: 'staff.session-ended',
    clinicId: null,
    entityId: sessionId,
    version: 1,
    payload: null,
  });
}

function requirePerson(ctx: Ctx): string {
  if (ctx.actorId === null) throw notFound('person');
  return ctx.actorId;
}
