// By what claims are judged, changed from now on: deadlines that run stay as they are.
import type { ClaimSettings, Fee } from '#contract/claim-settings';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { conflict, notAllowed, ruleBroken } from '../platform/problem.ts';
import { changeRule, rulesInForce } from '../platform/rules/dated-rules.ts';
import { findPayer, listPayers } from '../patients/payer-queries.ts';
import { moneyRule, payersRule } from './claims-rule.ts';
import { listFeesOn, listFeeStarts, replaceFees } from './fee-repository.ts';

type Change =
  | { setting: 'payers'; value: ClaimSettings['payers'] }
  | { setting: 'money'; value: ClaimSettings['money'] };

export async function getClaimSettings(ctx: Ctx, clinicId: string): Promise<ClaimSettings> {
  const [payers, money] = await rulesInForce(ctx, clinicId, [payersRule, moneyRule]);
  return {
    ...{ payers: payers.value, money: money.value },
    versions: { payers: payers.version, money: money.version },
  };
}

export async function changeClaimSettings(
  ctx: Ctx,
  input: { clinicId: string; expectedVersion: number; change: Change; source: string },
): Promise<ClaimSettings> {
  const { clinicId, change, expectedVersion, source } = input;
  requireConfiguring(ctx, clinicId);
  if (change.setting === 'payers') await requirePayers(ctx, change.value);
  const isChanged =
    change.setting === 'payers'
      ? await changeRule(ctx, {
          ...{ clinicId, rule: payersRule, value: change.value, expectedVersion, source },
        })
      : await changeRule(ctx, {
          ...{ clinicId, rule: moneyRule, value: change.value, expectedVersion, source },
        });
  if (!isChanged) throw conflict(await getClaimSettings(ctx, clinicId));
  announce(ctx, clinicId, { setting: change.setting });
  return getClaimSettings(ctx, clinicId);
}

async function requirePayers(ctx: Ctx, { rules }: ClaimSettings['payers']): Promise<void> {
  const known = new Set((await listPayers(ctx)).map(({ id }) => id));
  if (rules.some(({ payerId }) => payerId !== null && !known.has(payerId)))
    throw ruleBroken(
      'unknown-payer',
      'A rule names a payer that is not here; nothing was changed.',
    );
}

export async function listFees(
  ctx: Ctx,
  of: { clinicId: string; payerId: string; date: string },
): Promise<{ items: (Fee & { fromOn: string })[]; starts: string[] }> {
  const rows = await listFeesOn(ctx, of);
  return {
    items: rows.map(({ procedure_code: procedure, modifier, cents, from_on: fromOn }) => ({
      ...{ procedure, modifier, cents, fromOn },
    })),
    starts: await listFeeStarts(ctx, of),
  };
}

export async function setFees(
  ctx: Ctx,
  input: { clinicId: string; payerId: string; fromOn: string; fees: readonly Fee[] },
): Promise<{ count: number }> {
  const { clinicId, payerId, fromOn, fees } = input;
  requireConfiguring(ctx, clinicId);
  if ((await findPayer(ctx, payerId)) === null)
    throw ruleBroken('unknown-payer', 'There is no such payer; nothing was changed.');
  const names = fees.map(({ procedure, modifier }) => `${procedure} ${modifier}`);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined)
    throw ruleBroken('named-twice', `${twice.trim()} is named twice; nothing was changed.`);
  await replaceFees(ctx, { clinicId, payerId, fromOn, fees });
  announce(ctx, clinicId, { setting: 'fees', payerId, fromOn, count: fees.length });
  return { count: fees.length };
}

function requireConfiguring(ctx: Ctx, clinicId: string): void {
  if (!mayAct(ctx, 'claim:configure', clinicId))
    throw notAllowed('You may not change what claims are judged by; nothing was changed.');
}

function announce(ctx: Ctx, clinicId: string, detail: Record<string, unknown>): void {
  recordAudit(ctx, { act: 'claims.change-settings', clinicId, entityId: null, detail });
  recordChange(ctx, {
    ...{ type: 'claims.settings-changed', clinicId, entityId: newId(), version: 1 },
    payload: { clinicId },
  });
}
