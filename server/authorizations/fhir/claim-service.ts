// The Bundle that asks, as whoever posts it takes it out: refused where a payer could not work with it.
import { buildPriorAuthorization } from '../../interop/fhir/prior-authorization.ts';
import type { Ctx } from '../../platform/context.ts';
import { findInterfaceTo } from '../../platform/drop-folder/interface-queries.ts';
import { ruleBroken } from '../../platform/problem.ts';
import { findReadableRow } from '../../platform/work/work-queries.ts';
import { getAskedFacts, missingIn, type AskedFacts } from '../asked-facts-queries.ts';
import { authorizations } from '../authorizations-queue.ts';
import { listLines, type LineRow } from '../line-repository.ts';
import { requireMayTell } from '../open-service.ts';
import { getRequest } from '../request-repository.ts';
import { cannotBeWritten } from '../submit-service.ts';
import { claimRequestOf } from './claim-request.ts';

const asked: readonly LineRow['status'][] = ['gathering', 'submitted', 'pended'];

export async function getAuthorizationClaim(
  ctx: Ctx,
  itemId: string,
): Promise<{ bundle: Record<string, unknown> }> {
  const row = await findReadableRow(ctx, authorizations, itemId);
  const lines = (await listLines(ctx, itemId)).filter(({ status }) => asked.includes(status));
  if (lines.length === 0)
    throw ruleBroken('nothing-to-submit', 'No line is asked for; nothing was written.');
  const request = await getRequest(ctx, itemId);
  const on = lines.map(({ from_on }) => from_on).sort()[0] ?? '';
  const { coverage_id: coverageId, clinic_id: clinicId, payer_id: payerId } = request;
  await requireMayTell(ctx, { patientId: row.patient_id ?? '', coverageId, on });
  const facts = await getAskedFacts(ctx, { request, lines });
  const missing = [...missingIn(facts), ...nameless(facts)];
  if (missing.length > 0) throw cannotBeWritten(missing);
  const known = await findInterfaceTo(ctx, { kind: 'authorizations', clinicId, payerId });
  const requesterNpi = known?.provider_npi ?? null;
  const built = buildPriorAuthorization(claimRequestOf({ ...facts, now: ctx.now, requesterNpi }));
  if ('faults' in built)
    throw cannotBeWritten(built.faults.map(({ path, reason }) => `${path} ${reason}`));
  return { bundle: { ...built.bundle } };
}

function nameless({ lines }: AskedFacts): string[] {
  return lines.flatMap(({ code, position }) =>
    code === null ? `line ${position} has no code, and FHIR asks for one` : [],
  );
}
