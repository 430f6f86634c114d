// The door for practitioners who were kept in another system: providers of the clinic, without a sign-in.
import { recordAudit } from '../platform/audit/record-audit.ts';
import { recordChange } from '../platform/change-log/record-change.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { notAllowed } from '../platform/problem.ts';
import { insertProviders } from './staff-repository.ts';
import { denyManaging } from './staff-policy.ts';
import { providerView } from './staff-view.ts';

export interface ImportedProvider {
  /** Chosen by the caller, who remembers it. */
  id: string;
  family: string;
  given: string;
  credentials: string;
  specialty: string;
  npi: string | null;
}

export async function importProviders(
  ctx: Ctx,
  { clinicId, providers }: { clinicId: string; providers: readonly ImportedProvider[] },
): Promise<void> {
  const refusal = denyManaging((permission, clinic) => mayAct(ctx, permission, clinic), clinicId);
  if (refusal !== null) throw notAllowed(refusal);
  const act = 'import-provider';
  for (const row of await insertProviders(ctx, act, { clinicId, providers })) {
    const view = providerView({ ...row, clinic_ids: [clinicId] });
    recordAudit(ctx, { act: 'staff.import-provider', clinicId, entityId: row.id });
    recordChange(ctx, {
      type: 'staff.provider-added',
      clinicId: null,
      entityId: row.id,
      version: view.version,
      payload: view,
    });
  }
}
