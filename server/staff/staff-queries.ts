// Who works where: read models for the console and the read door for the other slices.
import { clinicsWith, type Held } from '#contract/permission';
import { listName } from '#contract/patients';
import type { ProviderGroup } from '#contract/provider-group';
import type { QueueLooks } from '#contract/queue-look';
import type { ShortcutKeys } from '#contract/shortcut-keys';
import type { Clinic, Colleague, Me, Preferences, Provider, SessionView } from '#contract/staff';
import { scopeOf, type SignedIn } from '../platform/auth/signed-in.ts';
import type { Ctx } from '../platform/context.ts';
import type { Database } from '../platform/db/database.ts';
import { notFound } from '../platform/problem.ts';
import { readSecondStep } from './second-step-queries.ts';
import { clinicView, preferencesView, providerView, sessionView } from './staff-view.ts';

export interface ClinicRow {
  organization_id: string;
  id: string;
  name: string;
  short_name: string;
  zone: string;
  hour_cycle: 12 | 24;
  phone: string;
  address: string;
  video_link: string | null;
}

export interface ProviderRow {
  id: string;
  family: string;
  given: string;
  credentials: string;
  specialty: string;
  languages: string[];
  gender: Provider['gender'];
  clinic_ids: string[];
  version: number;
}

export interface PreferencesRow {
  theme: Preferences['theme'];
  navigation_open: boolean;
  clinic_id: string | null;
  shortcuts: boolean;
  shortcut_keys: ShortcutKeys;
  queue_looks: QueueLooks;
  provider_groups: ProviderGroup[];
}

export interface SessionRow {
  public_id: string;
  device: string;
  created_at: string;
  last_seen_at: string;
}

export async function getClinic(ctx: Ctx, clinicId: string): Promise<Clinic> {
  const row = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId, id: clinicId })
    .first<ClinicRow | undefined>('*');
  if (!row) throw notFound('clinic');
  return clinicView(row);
}

export async function listClinics(ctx: Ctx, clinicIds: readonly string[]): Promise<Clinic[]> {
  const rows = await ctx
    .db('clinic')
    .where({ organization_id: ctx.organizationId })
    .whereIn('id', [...clinicIds])
    .orderBy(['name', 'id'])
    .select<ClinicRow[]>('*');
  return rows.map(clinicView);
}

/** All of the organization, also those where the caller does not work. */
export function listClinicIds(ctx: Ctx): Promise<string[]> {
  return ctx.db('clinic').where({ organization_id: ctx.organizationId }).pluck<string[]>('id');
}

const providerColumns = [
  'id',
  'family',
  'given',
  'credentials',
  'specialty',
  'languages',
  'gender',
  'version',
] as const;

/** By family name, then given name. Who has left stays for as long as visits are booked with them. */
export async function listProviders(ctx: Ctx, clinicId: string): Promise<Provider[]> {
  const here = ctx
    .db('provider_clinic')
    .where({ organization_id: ctx.organizationId, clinic_id: clinicId })
    .select('provider_id');
  const rows = await ctx
    .db('staff_member as s')
    .where({ 's.organization_id': ctx.organizationId, 's.is_provider': true })
    .whereRaw(
      `(s.ended_at is null or ? < (select max(o.starts_at) from occupied_time o
         where o.organization_id = s.organization_id and o.resource_id = s.id))`,
      [ctx.now],
    )
    .whereIn('s.id', here)
    .orderBy(['s.family', 's.given', 's.id'])
    .select<ProviderRow[]>(
      ...providerColumns.map((column) => `s.${column}`),
      ctx.db.raw(
        `array(select p.clinic_id from provider_clinic p
               where p.organization_id = s.organization_id and p.provider_id = s.id
               order by p.clinic_id) as clinic_ids`,
      ),
    );
  return rows.map(providerView);
}

/** Who can be booked in the clinic, in no order. */
export async function listProviderIds(ctx: Ctx, clinicId: string): Promise<string[]> {
  return ctx
    .db('staff_member as s')
    .join('provider_clinic as p', {
      'p.organization_id': 's.organization_id',
      'p.provider_id': 's.id',
    })
    .where({ 's.organization_id': ctx.organizationId, 's.is_provider': true })
    .where({ 'p.clinic_id': clinicId })
    .whereNull('s.ended_at')
    .pluck<string[]>('s.id');
}

/** NPI → who of the clinic's providers has it. */
export async function providerOfNpi(
  ctx: Ctx,
  clinicId: string,
  npis: readonly string[],
): Promise<Map<string, string>> {
  if (npis.length === 0) return new Map();
  const rows = await ctx
    .db('staff_member as s')
    .join('provider_clinic as p', {
      'p.organization_id': 's.organization_id',
      'p.provider_id': 's.id',
    })
    .where({ 's.organization_id': ctx.organizationId, 'p.clinic_id': clinicId })
    .whereNull('s.ended_at')
    .whereRaw('s.npi = any(?)', [[...npis]])
    .select<{ npi: string; id: string }[]>('s.npi', 's.id');
  return new Map(rows.map(({ npi, id }) => [npi, id]));
}

/** Is each of them a provider of the organization, also one who has left? */
export async function areProviders(ctx: Ctx, ids: readonly string[]): Promise<boolean> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return true;
  const rows = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, is_provider: true })
    .whereIn('id', wanted)
    .select<{ id: string }[]>('id');
  return rows.length === wanted.length;
}

export async function worksInClinic(
  ctx: Ctx,
  providerId: string,
  clinicId: string,
): Promise<boolean> {
  const row = await ctx
    .db('provider_clinic as p')
    .join('staff_member as s', (on) =>
      on.on('s.organization_id', 'p.organization_id').andOn('s.id', 'p.provider_id'),
    )
    .where({
      'p.organization_id': ctx.organizationId,
      'p.clinic_id': clinicId,
      'p.provider_id': providerId,
    })
    .whereNull('s.ended_at')
    .first<{ id: string } | undefined>('s.id');
  return row !== undefined;
}

export function listClinicsOfProvider(ctx: Ctx, providerId: string): Promise<string[]> {
  return ctx
    .db('provider_clinic')
    .where({ organization_id: ctx.organizationId, provider_id: providerId })
    .orderBy('clinic_id')
    .pluck<string[]>('clinic_id');
}

/**
 * Everybody with a role in the clinic, and the programs that may something there, by name. Who has left stays, so that
 * what they did keeps its name.
 */
export async function listColleagues(ctx: Ctx, clinicId: string): Promise<Colleague[]> {
  const { rows } = await ctx.db.raw<{ rows: Colleague[] }>(
    `select s.id, s.family, s.given, h.roles, s.ended_at is not null as left
      from (
        select g.staff_id as id, array_agg(g.role order by g.role) as roles
        from role_grant g
        where g.organization_id = :organizationId and g.clinic_id = :clinicId
        group by g.staff_id
        union all
        select distinct p.account_id, cast('{}' as text[])
        from service_permission p
        where p.organization_id = :organizationId and p.clinic_id = :clinicId
      ) h
      join staff_member s on s.organization_id = :organizationId and s.id = h.id
      order by s.family, s.given, s.id`,
    { organizationId: ctx.organizationId, clinicId },
  );
  return rows;
}

export interface PersonName {
  id: string;
  family: string;
  given: string;
}

/** By id, also those who have left. */
export async function listPeople(
  ctx: Ctx,
  ids: readonly string[],
): Promise<Map<string, PersonName>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId })
    .whereRaw('id = any(?)', [[...new Set(ids)]])
    .select<PersonName[]>('id', 'family', 'given');
  return new Map(rows.map((row) => [row.id, row]));
}

/** Names as in lists, `Rivera, Sam`, by id. */
export async function staffNames(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const people = await listPeople(ctx, ids);
  return new Map([...people].map(([id, person]) => [id, listName(person)]));
}

export interface Login {
  name: string;
  passwordHash: string;
}

export async function findLoginOf(ctx: Ctx, staffId: string): Promise<Login | null> {
  const row = await ctx
    .db('login')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .first<{ name: string; password_hash: string } | undefined>('name', 'password_hash');
  return row ? { name: row.name, passwordHash: row.password_hash } : null;
}

export async function readPreferences(ctx: Ctx, staffId: string): Promise<Preferences> {
  const row = await ctx
    .db('staff_preferences')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .first<PreferencesRow | undefined>('*');
  return preferencesView(row);
}

export async function listSessions(
  ctx: Ctx,
  staffId: string,
  currentId: string,
): Promise<SessionView[]> {
  const rows = await ctx
    .db('session')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .where('absolute_expires_at', '>', ctx.now)
    .orderBy('last_seen_at', 'desc')
    .select<SessionRow[]>('public_id', 'device', 'created_at', 'last_seen_at');
  return rows.map((row) => sessionView(row, currentId));
}

export async function getOrganization(ctx: Ctx): Promise<{ id: string; name: string }> {
  const row = await ctx
    .db('organization')
    .where({ organization_id: ctx.organizationId })
    .first<{ name: string } | undefined>('name');
  if (!row) throw notFound('organization');
  return { id: ctx.organizationId, name: row.name };
}

/** Everything the console needs to know of the person who signed in. */
export async function readMe(
  ctx: Ctx,
  session: { sessionId: string; staffId: string; grants: readonly Held[] },
  expiry: { idleExpiresAt: string; absoluteExpiresAt: string },
): Promise<Me> {
  const { sessionId, staffId, grants } = session;
  const organization = await ctx
    .db('organization')
    .where({ organization_id: ctx.organizationId })
    .first<{ name: string; is_demo: boolean } | undefined>('name', 'is_demo');
  const person = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, id: staffId })
    .first<{ given: string; family: string } | undefined>('given', 'family');
  if (!organization || !person) throw notFound('person');
  return {
    staffId,
    sessionId,
    organization: {
      id: ctx.organizationId,
      name: organization.name,
      isDemo: organization.is_demo,
    },
    given: person.given,
    family: person.family,
    hasPassword: (await findLoginOf(ctx, staffId)) !== null,
    secondStep: await readSecondStep(ctx, staffId),
    grants: grants.filter((held) => 'role' in held),
    clinics: await listClinics(ctx, clinicsWith(grants, 'staff:read')),
    preferences: await readPreferences(ctx, staffId),
    ...expiry,
  };
}

/** How colleagues see a signed-in person: `Sam Rivera`. */
export async function staffNameOf(database: Database, signedIn: SignedIn): Promise<string> {
  return database.inTransaction(scopeOf(signedIn), async (ctx) => {
    const { staffId } = signedIn;
    const row = await ctx
      .db('staff_member')
      .where({ organization_id: ctx.organizationId, id: staffId })
      .first<{ given: string; family: string } | undefined>('given', 'family');
    return row ? `${row.given} ${row.family}` : '';
  });
}

/** Whoever has this NPI in the organization, also who has left: who ordered something stays who ordered it. */
export async function findByNpi(ctx: Ctx, npi: string): Promise<string | null> {
  const rows = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, npi })
    .orderByRaw('ended_at is not null, id')
    .limit(2)
    .select<{ id: string; ended_at: string | null }[]>('id', 'ended_at');
  const [only, other] = rows;
  return only && (!other || (only.ended_at === null) !== (other.ended_at === null))
    ? only.id
    : null;
}

/** Of somebody who works here. */
export async function findCredentials(
  ctx: Ctx,
  staffId: string,
): Promise<(PersonName & { credentials: string }) | null> {
  const row = await ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, id: staffId })
    .whereNull('ended_at')
    .first<(PersonName & { credentials: string }) | undefined>(
      'id',
      'family',
      'given',
      'credentials',
    );
  return row ?? null;
}
