// Everything that an electronic request says of who asks, for whom and what, whichever its format.
import type { Clinic } from '#contract/staff';
import { getInsured, type Insured } from '../patients/insured-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { getAsking, type ProviderIdentity } from '../staff/practitioner-queries.ts';
import type { LineRow } from './line-repository.ts';
import type { RequestRow } from './request-repository.ts';

export interface AskedFacts {
  request: RequestRow;
  /** Those that are asked for now, in their order. */
  lines: readonly LineRow[];
  clinic: Pick<Clinic, 'id' | 'name' | 'zone' | 'phone'>;
  insured: Insured;
  /** Who ordered and who renders it, of ours, by their ids. */
  providers: ReadonlyMap<string, ProviderIdentity>;
}

export async function getAskedFacts(
  ctx: Ctx,
  { request, lines }: Pick<AskedFacts, 'request' | 'lines'>,
): Promise<AskedFacts> {
  const ids = [request.ordering_id, ...lines.map(({ rendering_id }) => rendering_id)];
  const staffIds = ids.filter((id) => id !== null);
  return {
    ...{ request, lines, insured: await getInsured(ctx, request.coverage_id) },
    ...(await getAsking(ctx, { clinicId: request.clinic_id, staffIds })),
  };
}

/** What a payer cannot work with, and would send back. */
export function missingIn({ request, lines, providers }: AskedFacts): string[] {
  const faults: string[] = [];
  const ordering = providers.get(request.ordering_id ?? '');
  if (ordering?.npi === null) faults.push('who ordered it has no NPI');
  for (const { rendering_id: id, position } of lines) {
    if (id !== null && (providers.get(id)?.npi ?? null) === null)
      faults.push(`who renders line ${position} has no NPI`);
  }
  return faults;
}
