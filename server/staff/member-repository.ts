// The only SQL that changes people once they are there: details, roles, coming back and leaving.
import type { Grant, Held } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';
import { recordVersion } from '../platform/db/record-version.ts';
import { ruleBroken } from '../platform/problem.ts';
import type { StaffMemberRow } from './staff-repository.ts';

export function lockMember(ctx: Ctx, staffId: string): Promise<StaffMemberRow | undefined> {
  return ctx
    .db('staff_member')
    .where({ organization_id: ctx.organizationId, id: staffId })
    .forUpdate()
    .first<StaffMemberRow | undefined>('*');
}

export type MemberChange = Partial<Omit<StaffMemberRow, 'organization_id' | 'id' | 'version'>>;

/** Of a row that this transaction holds locked; its version keeps the roles as they stand with it. */
export async function updateMember(
  ctx: Ctx,
  member: StaffMemberRow,
  { act, change, grants }: { act: string; change: MemberChange; grants: readonly Held[] },
): Promise<StaffMemberRow> {
  const [row] = (await keepingAdministrators(() =>
    ctx
      .db('staff_member')
      .where({ organization_id: ctx.organizationId, id: member.id, version: member.version })
      .update({ ...change, version: member.version + 1 })
      .returning('*'),
  )) as StaffMemberRow[];
  if (!row) throw new Error('A locked person changed under the lock.');
  await recordVersion(ctx, 'staff_member', act, { ...row, ...{ grants } });
  return row;
}

/** The new ones first, so that a clinic is never without an administrator in between. */
export async function replaceGrants(
  ctx: Ctx,
  staffId: string,
  { added, removed }: { added: readonly Grant[]; removed: readonly Grant[] },
): Promise<void> {
  const rowOf = ({ clinicId, role }: Grant) => ({
    organization_id: ctx.organizationId,
    staff_id: staffId,
    clinic_id: clinicId,
    role,
  });
  if (added.length > 0) await ctx.db('role_grant').insert(added.map(rowOf));
  for (const grant of removed)
    await keepingAdministrators(() => ctx.db('role_grant').where(rowOf(grant)).delete());
}

/** Nothing of theirs opens a door any more; tells how many sessions ended. */
export async function removeSessions(
  ctx: Ctx,
  staffId: string,
  { but = null }: { but?: string | null } = {},
): Promise<string[]> {
  return ctx
    .db('session')
    .where({ organization_id: ctx.organizationId, staff_id: staffId })
    .whereRaw('public_id is distinct from ? and public_id is not null', [but])
    .delete()
    .returning('public_id')
    .then((rows: { public_id: string }[]) => rows.map(({ public_id }) => public_id));
}

export async function removeLogin(ctx: Ctx, staffId: string): Promise<void> {
  await ctx.db('login').where({ organization_id: ctx.organizationId, staff_id: staffId }).delete();
}

async function keepingAdministrators<T>(write: () => PromiseLike<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    // Raised by the triggers of `role_grant` and `staff_member`.
    if ((error as { constraint?: string }).constraint !== 'staff_last_administrator') throw error;
    throw ruleBroken(
      'last-administrator',
      'A clinic keeps an administrator who can sign in: appoint another first. Nothing was changed.',
    );
  }
}
