// Providers, preferences, sessions of one's own.
import type { Preferences, Provider } from '#contract/staff';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, notAllowed, notFound } from '../platform/problem.ts';
import { denyManaging } from './staff-policy.ts';
import { readPreferences } from './staff-queries.ts';
import {
  insertProviderClinic,
  insertStaffMember,
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
}

/** How a person likes the console is nobody else's business: no change, no audit entry. */
export async function changePreferences(ctx: Ctx, input: ChangePreferences): Promise<Preferences> {
  const staffId = requirePerson(ctx);
  const { theme, navigationOpen, clinicId, shortcuts } = input;
  if (ctx.scope.kind === 'user' && clinicId) {
    if (!ctx.scope.grants.some((held) => held.clinicId === clinicId))
      throw invalidInput('clinicId', 'is not a clinic of yours');
  }
  await updatePreferences(ctx, staffId, {
    ...(theme === undefined ? {} : { theme }),
    ...(navigationOpen === undefined ? {} : { navigation_open: navigationOpen }),
    ...(clinicId === undefined ? {} : { clinic_id: clinicId }),
    ...(shortcuts === undefined ? {} : { shortcuts }),
  });
  return readPreferences(ctx, staffId);
}

/** Ends one of one's own sessions; its sockets close when they hear of it. */
export async function endSession(ctx: Ctx, sessionId: string): Promise<void> {
  const staffId = requirePerson(ctx);
  if (!(await removeSession(ctx, staffId, sessionId))) throw notFound('session');
  recordAudit(ctx, { act: 'staff.end-session', clinicId: null, entityId: sessionId });
  recordSessionEnded(ctx, sessionId);
}

export function recordSessionEnded(ctx: Ctx, sessionId: string): void {
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
