// The only SQL that writes staff, grants, logins and preferences.
import type { Grant, Held } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';
import { recordVersion, recordVersions } from '../platform/db/record-version.ts';

export interface StaffMemberRow {
  organization_id: string;
  id: string;
  given: string;
  family: string;
  credentials: string;
  specialty: string;
  is_provider: boolean;
  npi: string | null;
  licence_number: string | null;
  licence_state: string | null;
  licence_expires_on: string | null;
  prescriber: boolean;
  dea_schedules: string[];
  supervised_by_id: string | null;
  languages: string[];
  gender: 'female' | 'male' | 'other' | null;
  ended_at: string | null;
  version: number;
}

export async function insertStaffMember(
  ctx: Ctx,
  act: string,
  member: Pick<StaffMemberRow, 'id' | 'given' | 'family' | 'is_provider'> &
    Partial<Pick<StaffMemberRow, 'credentials' | 'specialty' | 'npi'>>,
  grants: readonly Held[] = [],
): Promise<StaffMemberRow> {
  const [row] = await ctx
    .db('staff_member')
    .insert({ organization_id: ctx.organizationId, ...member })
    .returning<StaffMemberRow[]>('*');
  if (!row) throw new Error('An inserted staff member was not returned.');
  await recordVersion(ctx, 'staff_member', act, { ...row, ...{ grants } });
  return row;
}

export async function insertProviderClinic(
  ctx: Ctx,
  providerId: string,
  clinicId: string,
): Promise<void> {
  await ctx.db('provider_clinic').insert({
    organization_id: ctx.organizationId,
    provider_id: providerId,
    clinic_id: clinicId,
  });
}

/** Many at once, each working in the clinic. */
export async function insertProviders(
  ctx: Ctx,
  act: string,
  { clinicId, providers }: { clinicId: string; providers: readonly NewProvider[] },
): Promise<StaffMemberRow[]> {
  if (providers.length === 0) return [];
  const { rows } = await ctx.db.raw<{ rows: StaffMemberRow[] }>(
    `insert into staff_member
       (organization_id, id, given, family, credentials, specialty, npi, is_provider)
     select cast(? as uuid), p.id, p.given, p.family, p.credentials, p.specialty, p.npi, true
     from jsonb_populate_recordset(cast(null as staff_member), cast(? as jsonb)) p
     returning *`,
    [ctx.organizationId, JSON.stringify(providers)],
  );
  await recordVersions(
    ctx,
    'staff_member',
    act,
    rows.map((row) => ({ ...row, ...{ grants: [] } })),
  );
  await ctx.db.raw(
    `insert into provider_clinic (organization_id, provider_id, clinic_id)
     select cast(? as uuid), unnest(cast(? as uuid[])), cast(? as uuid)`,
    [ctx.organizationId, rows.map(({ id }) => id), clinicId],
  );
  return rows;
}

export type NewProvider = Pick<
  StaffMemberRow,
  'id' | 'given' | 'family' | 'credentials' | 'specialty' | 'npi'
>;

export async function insertGrant(ctx: Ctx, staffId: string, grant: Grant): Promise<void> {
  await ctx.db('role_grant').insert({
    organization_id: ctx.organizationId,
    staff_id: staffId,
    clinic_id: grant.clinicId,
    role: grant.role,
  });
}

/** False when somebody has the name already. */
export async function insertLogin(
  ctx: Ctx,
  login: { staffId: string; name: string; passwordHash: string },
): Promise<boolean> {
  const inserted = await ctx
    .db('login')
    .insert({
      organization_id: ctx.organizationId,
      staff_id: login.staffId,
      name: login.name.toLowerCase(),
      password_hash: login.passwordHash,
      changed_at: ctx.now,
    })
    .onConflict('name')
    .ignore()
    .returning<{ staff_id: string }[]>('staff_id');
  return inserted.length === 1;
}

/** Nobody of the demo has a login, and nothing is kept of when they came. */
export async function updateLastSignIn(ctx: Ctx, staffId: string): Promise<void> {
  await ctx
    .db('login')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .update({ last_sign_in_at: ctx.now });
}

export async function insertOrganization(ctx: Ctx, name: string): Promise<void> {
  await ctx
    .db('organization')
    .insert({ organization_id: ctx.organizationId, name, is_demo: false, created_at: ctx.now });
}

export async function insertClinic(
  ctx: Ctx,
  clinic: { id: string; name: string; zone: string },
): Promise<void> {
  const [row] = await ctx
    .db('clinic')
    .insert({
      organization_id: ctx.organizationId,
      id: clinic.id,
      name: clinic.name,
      short_name: clinic.name.slice(0, 24),
      zone: clinic.zone,
    })
    .returning<{ organization_id: string; id: string; version: number }[]>('*');
  if (!row) throw new Error('An inserted clinic was not returned.');
  await recordVersion(ctx, 'clinic', 'add', row);
}

export interface PreferencesPatch {
  theme?: string;
  navigation_open?: boolean;
  clinic_id?: string | null;
  shortcuts?: boolean;
  /** As JSON. */
  shortcut_keys?: string;
  /** As JSON; those of other queues stay. */
  queue_looks?: string;
  provider_groups?: string;
}

export async function updatePreferences(
  ctx: Ctx,
  staffId: string,
  patch: PreferencesPatch,
): Promise<void> {
  const insert = ctx
    .db('staff_preferences')
    .insert({ organization_id: ctx.organizationId, staff_id: staffId, ...patch })
    .onConflict(['organization_id', 'staff_id']);
  const looks = ctx.db.raw<string>('staff_preferences.queue_looks || excluded.queue_looks');
  const merged = patch.queue_looks === undefined ? patch : { ...patch, queue_looks: looks };
  await (Object.keys(patch).length === 0 ? insert.ignore() : insert.merge(merged));
}

/** Ends one session of a person; false when it is not theirs or has ended. */
export async function removeSession(
  ctx: Ctx,
  staffId: string,
  sessionId: string,
): Promise<boolean> {
  const removed = await ctx
    .db('session')
    .where({ organization_id: ctx.organizationId, staff_id: staffId, public_id: sessionId })
    .delete();
  return removed > 0;
}

/** False when it is not theirs or has ended. */
export async function lockSession(ctx: Ctx, staffId: string, sessionId: string): Promise<boolean> {
  const locked = await ctx
    .db('session')
    .where({ organization_id: ctx.organizationId, staff_id: staffId, public_id: sessionId })
    .update({ locked_at: ctx.now });
  return locked > 0;
}

export async function useOneTimeLink(ctx: Ctx, tokenHash: Buffer): Promise<boolean> {
  const used = await ctx
    .db('one_time_link')
    .where({ token_hash: tokenHash, kind: 'first-administrator' })
    .whereNull('used_at')
    .where('expires_at', '>', ctx.now)
    .update({ used_at: ctx.now });
  return used === 1;
}

export async function insertOneTimeLink(
  ctx: Ctx,
  link: { tokenHash: Buffer; expiresAt: string },
): Promise<void> {
  await ctx
    .db('one_time_link')
    .where({ kind: 'first-administrator' })
    .whereNull('used_at')
    .delete();
  await ctx.db('one_time_link').insert({
    token_hash: link.tokenHash,
    kind: 'first-administrator',
    created_at: ctx.now,
    expires_at: link.expiresAt,
  });
}
