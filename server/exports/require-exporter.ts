import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { listClinicIds } from '../staff/staff-queries.ts';
import { denyExport } from './exports-policy.ts';

export async function requireExporter(ctx: Ctx): Promise<void> {
  const denied = denyExport((...asked) => mayAct(ctx, ...asked), await listClinicIds(ctx));
  if (denied !== null) throw notAllowed(denied);
}
