// A refill that a payer must agree to raises an authorization, waits for it, and is decided when the payer has answered.
import type { AskedLine } from '#contract/authorization-line';
import type { Authorization } from '#contract/authorization-request';
import { groupsOf } from '#contract/drug-group';
import { findLiveDrugRequest } from '../authorizations/drug-queries.ts';
import { openAuthorization } from '../authorizations/open-service.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { Temporal } from '../platform/clock/temporal.ts';
import type { Ctx } from '../platform/context.ts';
import { announceWork } from '../platform/work/take-work.ts';
import { transitionWork } from '../platform/work/transition-work.ts';
import { lockWorkRow, updateWorkRow, type WorkRow } from '../platform/work/work-repository.ts';
import { clinicRules } from './clinic-rules-queries.ts';
import { keepReadiness } from './take-in-service.ts';
import { refills } from './refills-queue.ts';
import { getRefillRow, listWaitingFor, updateRefill } from './refills-repository.ts';

const monthsAsked = 6;

/** The same drug that is asked for already is waited for as well: nobody asks twice. */
export async function raiseAuthorization(ctx: Ctx, row: WorkRow): Promise<void> {
  const { requested } = await getRefillRow(ctx, row.id);
  const { zone, groups } = await clinicRules(ctx, row.clinic_id);
  const from = localDateOf(ctx.now, zone);
  const line: AskedLine = {
    ...{ kind: 'drug', description: `${requested.name} ${requested.strength}`.trim(), code: null },
    ...{ quantity: monthsAsked, unit: 'months', from },
    until: Temporal.PlainDate.from(from).add({ months: monthsAsked }).toString(),
    ...{ placeOfService: '01', renderingId: null, visitTypeId: null },
    drugGroup: groupsOf(groups, requested.name)[0]?.code ?? null,
  };
  const patientId = row.patient_id ?? '';
  const live = await findLiveDrugRequest(ctx, { clinicId: row.clinic_id, patientId, line });
  const authorizationId = live ?? (await open(ctx, row, line)).id;
  await updateRefill(ctx, row.id, { authorization_id: authorizationId });
}

function open(ctx: Ctx, row: WorkRow, line: AskedLine): Promise<Authorization> {
  return openAuthorization(ctx, {
    ...{ clinicId: row.clinic_id, patientId: row.patient_id ?? '', lines: [line], diagnoses: [] },
    ...{ orderingId: null, orderingName: '', orderingNpi: null, urgency: 'standard' },
    // Somebody has seen that the payer wants it: no rule has to say so again.
    ...{ priority: 'urgent', source: 'refill', sourceId: row.id, isRequired: true },
  });
}

/** Decided or over for the payer: the refill is the clinic's to decide again. */
export async function followAuthorization(ctx: Ctx, { id, lines }: Authorization): Promise<void> {
  const waits = lines.some(({ status }) =>
    ['need-check', 'gathering', 'submitted', 'pended', 'appealed'].includes(status),
  );
  for (const itemId of await listWaitingFor(ctx, id)) {
    const row = await lockWorkRow(ctx, refills.name, itemId);
    if (row?.status !== 'authorization') continue;
    if (waits) {
      const after = await updateWorkRow(ctx, row, 'reckoned', {});
      await announceWork(ctx, refills, after, 'refills.refill-reckoned');
      continue;
    }
    const after = await transitionWork(ctx, refills, { row, transition: 'resume' });
    await keepReadiness(ctx, after);
    await announceWork(ctx, refills, after, 'refills.refill-resumed');
  }
}
