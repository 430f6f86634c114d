// Programs that call in their own name: they may what they were given, in the clinics where they were given it, until
// their key expires or they are ended.
import type { Permission, PermissionGrant } from '#contract/permission';
import type { AnswerOf } from '#contract/endpoint';
import type {
  KeyLife,
  ServiceAccount,
  ServiceAccountWithKey,
  whoIsService,
} from '#contract/service-account';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { keyHashOf, keyHintOf, newServiceKey } from '../platform/auth/service-keys.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { plusMinutes } from '../platform/clock/instants.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, notFound, ruleBroken } from '../platform/problem.ts';
import { lockMember, updateMember } from './member-repository.ts';
import { findServiceAccount } from './service-account-queries.ts';
import {
  insertServiceAccount,
  replaceKey,
  replacePermissions,
  type ServiceKeyRow,
} from './service-account-repository.ts';
import { serviceAccountView } from './service-account-view.ts';
import { listClinics } from './staff-queries.ts';
import { insertStaffMember, type StaffMemberRow } from './staff-repository.ts';

export interface CreateServiceAccount {
  clinicId: string;
  name: string;
  permissions: readonly Permission[];
  keyLife: KeyLife;
}

export async function createServiceAccount(
  ctx: Ctx,
  { clinicId, name, permissions, keyLife }: CreateServiceAccount,
): Promise<ServiceAccountWithKey> {
  const grants = grantsIn(clinicId, permissions);
  requireGivable(ctx, grants);
  const { key, row } = makeKey(ctx, keyLife);
  const program = { id: newId(), given: '', family: name, is_provider: false };
  const { id } = await insertStaffMember(ctx, 'create-service-account', program, grants);
  await insertServiceAccount(ctx, id, row);
  await replacePermissions(ctx, id, { added: grants, removed: [] });
  const account = await announce(ctx, id, 'service-account.create', { permissions });
  return { account, key };
}

export async function changeServicePermissions(
  ctx: Ctx,
  input: Taken & { clinicId: string; permissions: readonly Permission[] },
): Promise<ServiceAccount> {
  const { row, account } = await takeAccount(ctx, input);
  const { clinicId } = input;
  const wanted = grantsIn(clinicId, input.permissions);
  const held = account.permissions.filter((grant) => grant.clinicId === clinicId);
  const [added, removed] = [without(wanted, held), without(held, wanted)];
  if (added.length === 0 && removed.length === 0) return account;
  requireManaged(ctx, [clinicId]);
  requireGivable(ctx, added);
  const grants = [...without(account.permissions, removed), ...added];
  if (grants.length === 0)
    throw ruleBroken(
      'no-permission-left',
      'This is all that it may: end the service account instead. Nothing was changed.',
    );
  await replacePermissions(ctx, row.id, { added, removed });
  await updateMember(ctx, row, { act: 'change-permissions', change: {}, grants });
  return announce(ctx, row.id, 'service-account.change-permissions', {
    clinicId,
    added: added.map(({ permission }) => permission),
    removed: removed.map(({ permission }) => permission),
  });
}

export async function renewServiceKey(
  ctx: Ctx,
  { keyLife, ...taken }: Taken & { keyLife: KeyLife },
): Promise<ServiceAccountWithKey> {
  const { row, account: before } = await takeWhole(ctx, taken);
  const made = makeKey(ctx, keyLife);
  await replaceKey(ctx, row.id, made.row);
  await updateMember(ctx, row, { act: 'renew-key', change: {}, grants: before.permissions });
  const account = await announce(ctx, row.id, 'service-account.renew-key', {
    expiresAt: made.row.key_expires_at,
  });
  return { account, key: made.key };
}

export async function endServiceAccount(ctx: Ctx, taken: Taken): Promise<ServiceAccount> {
  const { row, account } = await takeWhole(ctx, taken);
  await updateMember(ctx, row, {
    act: 'end',
    change: { ended_at: ctx.now },
    grants: account.permissions,
  });
  return announce(ctx, row.id, 'service-account.end');
}

export async function ownServiceAccount(ctx: Ctx): Promise<AnswerOf<typeof whoIsService>> {
  const row = ctx.actorId === null ? null : await findServiceAccount(ctx, ctx.actorId);
  if (!row) throw notFound('service account');
  const account = serviceAccountView(row);
  const clinicIds = account.permissions.map(({ clinicId }) => clinicId);
  const clinics = await listClinics(ctx, [...new Set(clinicIds)]);
  return {
    ...account,
    clinics: clinics.map(({ id, name, shortName }) => ({ id, name, shortName })),
  };
}

interface Taken {
  accountId: string;
  expectedVersion: number;
}

/** Locked, still in use, and as they know it who manage one of its clinics. */
async function takeAccount(
  ctx: Ctx,
  { accountId, expectedVersion }: Taken,
): Promise<{ row: StaffMemberRow; account: ServiceAccount }> {
  const row = await lockMember(ctx, accountId);
  const known = await findServiceAccount(ctx, accountId);
  const isKnown = known?.permissions.some(({ clinicId }) =>
    mayAct(ctx, 'service-account:manage', clinicId),
  );
  if (!row || !known || !isKnown) throw notFound('service account');
  const account = serviceAccountView(known);
  if (row.version !== expectedVersion) throw conflict(account);
  if (row.ended_at !== null)
    throw ruleBroken('account-ended', 'This service account has ended; nothing was changed.');
  return { row, account };
}

/** The same for what touches all its clinics. */
async function takeWhole(ctx: Ctx, taken: Taken) {
  const found = await takeAccount(ctx, taken);
  requireManaged(
    ctx,
    found.account.permissions.map(({ clinicId }) => clinicId),
  );
  return found;
}

function requireManaged(ctx: Ctx, clinicIds: readonly string[]): void {
  if (clinicIds.every((clinicId) => mayAct(ctx, 'service-account:manage', clinicId))) return;
  throw notAllowed('It also serves clinics where you decide nothing; nothing was changed.');
}

/** Nobody gives a program more than they hold themselves. */
function requireGivable(ctx: Ctx, grants: readonly PermissionGrant[]): void {
  if (grants.every(({ permission, clinicId }) => mayAct(ctx, permission, clinicId))) return;
  throw notAllowed('You may give only what you hold yourself; nothing was changed.');
}

async function announce(
  ctx: Ctx,
  id: string,
  act: string,
  detail: Record<string, unknown> = {},
): Promise<ServiceAccount> {
  const row = await findServiceAccount(ctx, id);
  if (!row) throw new Error('A service account that was just written is not there.');
  const { version } = row;
  recordAudit(ctx, { act, clinicId: null, entityId: id, detail });
  recordChange(ctx, {
    type: 'staff.member-changed',
    clinicId: null,
    entityId: id,
    version,
    payload: null,
  });
  return serviceAccountView(row);
}

function makeKey(ctx: Ctx, keyLife: KeyLife): { key: string; row: ServiceKeyRow } {
  const key = newServiceKey();
  const row = {
    key_hash: keyHashOf(key),
    key_hint: keyHintOf(key),
    key_made_at: ctx.now,
    key_expires_at: plusMinutes(ctx.now, keyLife * 24 * 60),
  };
  return { key, row };
}

function grantsIn(clinicId: string, permissions: readonly Permission[]): PermissionGrant[] {
  return [...new Set(permissions)].map((permission) => ({ clinicId, permission }));
}

function without(
  grants: readonly PermissionGrant[],
  others: readonly PermissionGrant[],
): PermissionGrant[] {
  return grants.filter(
    ({ clinicId, permission }) =>
      !others.some((other) => other.clinicId === clinicId && other.permission === permission),
  );
}
