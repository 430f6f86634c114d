// The only SQL that writes second steps, recovery codes and what the sign-in asks of a role.
import type { Role } from '#contract/permission';
import type { Ctx } from '../platform/context.ts';

export interface SecondStepRow {
  sealed_secret: Buffer;
  set_up_at: string | null;
  last_step: number;
}

export interface SignInRuleRow {
  role: Role;
  second_step: boolean;
  idle_minutes: number | null;
  version: number;
}

const of = (ctx: Ctx, staffId: string) => ({
  organization_id: ctx.organizationId,
  staff_id: staffId,
});

export function lockSecondStep(ctx: Ctx, staffId: string): Promise<SecondStepRow | undefined> {
  return ctx
    .db('second_step')
    .where(of(ctx, staffId))
    .forUpdate()
    .first<SecondStepRow | undefined>('sealed_secret', 'set_up_at', 'last_step');
}

/** In place of one that was begun and never confirmed. */
export async function putSecondStep(ctx: Ctx, staffId: string, sealed: Buffer): Promise<void> {
  await ctx
    .db('second_step')
    .insert({ ...of(ctx, staffId), sealed_secret: sealed, begun_at: ctx.now })
    .onConflict(['organization_id', 'staff_id'])
    .merge({ sealed_secret: sealed, begun_at: ctx.now, last_step: 0 });
}

/** False when that step, or a later one, has been used already: of two with the same code one comes in. */
export async function useStep(
  ctx: Ctx,
  staffId: string,
  { step, setUpAt }: { step: number; setUpAt: string },
): Promise<boolean> {
  const used = await ctx
    .db('second_step')
    .where(of(ctx, staffId))
    .where('last_step', '<', step)
    .update({ last_step: step, set_up_at: setUpAt });
  return used === 1;
}

export async function useRecoveryCode(ctx: Ctx, staffId: string, hash: Buffer): Promise<boolean> {
  const used = await ctx
    .db('recovery_code')
    .where({ ...of(ctx, staffId), code_hash: hash })
    .whereNull('used_at')
    .update({ used_at: ctx.now });
  return used === 1;
}

export async function replaceRecoveryCodes(
  ctx: Ctx,
  staffId: string,
  hashes: readonly Buffer[],
): Promise<void> {
  await ctx.db('recovery_code').where(of(ctx, staffId)).delete();
  await ctx
    .db('recovery_code')
    .insert(hashes.map((code_hash) => ({ ...of(ctx, staffId), code_hash })));
}

/** True when there was one that the sign-in asked for. */
export async function deleteSecondStep(ctx: Ctx, staffId: string): Promise<boolean> {
  const removed = await ctx
    .db('second_step')
    .where(of(ctx, staffId))
    .delete()
    .returning<{ set_up_at: string | null }[]>('set_up_at');
  return removed.some(({ set_up_at }) => set_up_at !== null);
}

export async function listRuleRows(ctx: Ctx): Promise<SignInRuleRow[]> {
  return ctx
    .db('sign_in_rule')
    .where({ organization_id: ctx.organizationId })
    .select<SignInRuleRow[]>('role', 'second_step', 'idle_minutes', 'version');
}

/** `undefined` when somebody else was faster. */
export async function putRule(
  ctx: Ctx,
  { role, version, ...rule }: SignInRuleRow,
): Promise<SignInRuleRow | undefined> {
  const where = { organization_id: ctx.organizationId, role };
  const columns = ['role', 'second_step', 'idle_minutes', 'version'];
  const [row] =
    version === 0
      ? await ctx
          .db('sign_in_rule')
          .insert({ ...where, ...rule })
          .onConflict(['organization_id', 'role'])
          .ignore()
          .returning<SignInRuleRow[]>(columns)
      : await ctx
          .db('sign_in_rule')
          .where({ ...where, version })
          .update({ ...rule, version: version + 1 })
          .returning<SignInRuleRow[]>(columns);
  return row;
}
