// A payer's answer of no claim that is here: its money counts nowhere until somebody says whose it is.
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { openWork } from '../platform/work/open-work.ts';
import { workItem } from '../platform/work/work-queries.ts';
import { followUpOrder, lastBand } from '#contract/claim-workflow';
import type { RemittanceRow, RemittedClaimRow } from './claim-rows.ts';
import { claims } from './claims-queue.ts';
import { matchClock } from './claims-rule.ts';
import { insertFollowUp } from './follow-up-repository.ts';

/** As pressing as what is due within a week or so. */
const band = Math.floor(lastBand / 2);

export async function raiseUnmatched(
  ctx: Ctx,
  remittance: RemittanceRow,
  said: RemittedClaimRow,
): Promise<void> {
  const amountCents = Math.abs(said.paid_cents === 0 ? said.charge_cents : said.paid_cents);
  const receivedOn = localDateOf(remittance.received_at, await zoneOf(ctx, said.clinic_id));
  const clocks = [{ rule: matchClock, startedAt: ctx.now, evidence: 'Came from the payer' }];
  const row = await openWork(ctx, claims, {
    ...{ clinicId: said.clinic_id, patientId: null, priority: 'routine', amountCents, clocks },
    sortAt: followUpOrder(band, amountCents),
  });
  await insertFollowUp(ctx, {
    ...{ organization_id: ctx.organizationId, clinic_id: said.clinic_id, id: row.id },
    ...{ kind: 'unmatched', cause: '', root_cause: null, claim_id: null },
    ...{ remitted_claim_id: said.id, payer_id: remittance.payer_id },
    ...{ payer_name: remittance.payer_name, lines: [], codes: [], is_unprocessable: false },
    chance: { percent: 100, wonCents: 0, triedCents: 0, supposedPercent: 100 },
    ...{ worth_cents: amountCents, band, ranks_on: null, deadline_kind: null, deadline_on: null },
    ...{ received_on: receivedOn, write_off: null, raised_cents: 0, tried_cents: amountCents },
    ...{ won_cents: null, ended_on: null },
  });
  const type = 'claims.follow-up-raised';
  const { id: entityId, clinic_id: clinicId, version } = row;
  recordChange(ctx, {
    ...{ type, clinicId, entityId, version, payload: await workItem(ctx, claims, row) },
  });
  recordAudit(ctx, { act: type, clinicId, entityId, detail: { version } });
}
