// Who may come in: passwords, demo roles, the one-time link of the first administrator.
import { createHash, randomBytes } from 'node:crypto';
import type { Role } from '#contract/permission';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { verifyNobody, verifyPassword } from '../platform/auth/passwords.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import type { Database } from '../platform/db/database.ts';
import { newId } from '../platform/ids.ts';
import { invalidInput, ruleBroken } from '../platform/problem.ts';
import { scopeOf, type SignedIn } from '../platform/auth/signed-in.ts';
import { findHolderOf } from './grant-queries.ts';
import { findLoginOf, type Login } from './staff-queries.ts';
import {
  insertClinic,
  insertGrant,
  insertLogin,
  insertOneTimeLink,
  insertOrganization,
  insertStaffMember,
  updateLastSignIn,
  useOneTimeLink,
} from './staff-repository.ts';

export interface Person {
  organizationId: string;
  staffId: string;
}

/** `null` when login and password do not belong together; takes the same time either way. */
export async function checkPassword(
  database: Database,
  login: string,
  password: string,
): Promise<Person | null> {
  const found = await database.inTransaction({ kind: 'lookup' }, async (ctx) => {
    const { rows } = await ctx.db.raw<{
      rows: { organization_id: string; staff_id: string; password_hash: string }[];
    }>('select * from find_login(?)', [login]);
    return rows[0] ?? null;
  });
  // Outside the transaction: hashing takes tens of milliseconds and must not hold a connection.
  const matches = found
    ? await verifyPassword(password, found.password_hash)
    : await verifyNobody(password);
  return found && matches
    ? { organizationId: found.organization_id, staffId: found.staff_id }
    : null;
}

/** Of who is signed in; `null` for the people of the demo, who have none. */
export function findOwnLogin(database: Database, signedIn: SignedIn): Promise<Login | null> {
  return database.inTransaction(scopeOf(signedIn), (ctx) => findLoginOf(ctx, signedIn.staffId));
}

export interface Organizations {
  any: boolean;
  /** The demo organization, when every organization is one. */
  demoId: string | null;
}

export async function listOrganizations(database: Database): Promise<Organizations> {
  return database.inTransaction({ kind: 'lookup' }, async (ctx) => {
    const { rows } = await ctx.db.raw<{
      rows: { organization_id: string; is_demo: boolean }[];
    }>('select * from list_organizations()');
    const onlyDemo = rows.length > 0 && rows.every((row) => row.is_demo);
    return { any: rows.length > 0, demoId: onlyDemo ? (rows[0]?.organization_id ?? null) : null };
  });
}

export async function findDemoPerson(
  database: Database,
  organizationId: string,
  role: Role,
): Promise<Person | null> {
  const holder = await database.inTransaction(
    { kind: 'system', organizationId, reason: 'demo sign-in' },
    (ctx) => findHolderOf(ctx, role),
  );
  return holder && { organizationId, staffId: holder.staffId };
}

export type SignInAct = 'staff.sign-in' | 'staff.unlock' | 'staff.confirm-identity';
export type SignInKind = 'password' | 'second-step' | 'demo' | 'first-administrator';

/** That somebody came in, or proved anew who they are, is an act of the person; the password is not in the transaction. */
export async function recordSignIn(
  database: Database,
  person: Person,
  { act, how, requestId }: { act: SignInAct; how: SignInKind; requestId: string },
): Promise<void> {
  const { organizationId, staffId } = person;
  await database.inTransaction(
    { kind: 'user', organizationId, staffId, grants: [] },
    async (ctx) => {
      recordAudit(ctx, { act, clinicId: null, entityId: staffId, detail: { how } });
      if (act === 'staff.sign-in') await updateLastSignIn(ctx, staffId);
    },
    { requestId, lazyCommit: true },
  );
}

const linkMinutes = 24 * 60;

/** Makes the link that the log prints; links made before and not used die. */
export async function createFirstAdministratorLink(database: Database): Promise<string> {
  const token = randomBytes(24).toString('base64url');
  await database.inTransaction({ kind: 'lookup' }, (ctx) =>
    insertOneTimeLink(ctx, {
      tokenHash: hashOf(token),
      expiresAt: plusMinutes(ctx.now, linkMinutes),
    }),
  );
  return token;
}

export interface CreateFirstAdministrator {
  token: string;
  organizationName: string;
  clinicName: string;
  zone: string;
  given: string;
  family: string;
  login: string;
}

/** Call in a system scope of the new organization's id. */
export async function createFirstAdministrator(
  ctx: Ctx,
  input: CreateFirstAdministrator,
  passwordHash: string,
): Promise<Person> {
  if (!isZone(input.zone)) throw invalidInput('zone', 'is not a time zone');
  if (!(await useOneTimeLink(ctx, hashOf(input.token))))
    throw ruleBroken(
      'link-gone',
      'This link has been used or has expired; restart prints another.',
    );
  const clinicId = newId();
  await insertOrganization(ctx, input.organizationName);
  await insertClinic(ctx, { id: clinicId, name: input.clinicName, zone: input.zone });
  const { given, family } = input;
  const grant = { clinicId, role: 'administrator' } as const;
  const member = await insertStaffMember(
    ctx,
    'create-first-administrator',
    { id: newId(), given, family, is_provider: false },
    [grant],
  );
  await insertGrant(ctx, member.id, grant);
  if (!(await insertLogin(ctx, { staffId: member.id, name: input.login, passwordHash })))
    throw invalidInput('login', 'is taken');
  recordAudit(ctx, { act: 'staff.create-first-administrator', clinicId, entityId: member.id });
  recordChange(ctx, {
    type: 'staff.access-changed',
    clinicId: null,
    entityId: member.id,
    version: member.version,
    payload: null,
  });
  return { organizationId: ctx.organizationId, staffId: member.id };
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    // A name that Temporal does not know throws; that is the question asked.
    return false;
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
