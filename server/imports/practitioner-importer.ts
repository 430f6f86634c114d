// Practitioners from another system: known by their identifier, by an NPI of somebody who works here, or new.
import { npi } from '#contract/staff-member';
import { newId } from '../platform/ids.ts';
import type { Ctx } from '../platform/context.ts';
import { importProviders, type ImportedProvider } from '../staff/provider-import-service.ts';
import { listProviders, providerOfNpi } from '../staff/staff-queries.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import { insertIdentifiers } from './imports-repository.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';
import { plain } from './plain-name.ts';

interface PractitionerPlan extends Omit<ImportedProvider, 'id'> {
  identifier: string;
}

export const practitionerImporter: Importer = {
  needs: 'staff:manage',
  async judge(ctx, run, lines) {
    const read = lines.map(readPractitioner);
    const plans = plansOf(read);
    const known = await knownPractitioners(ctx, run, plans);
    const npis = new Set((await providersByNpi(ctx, run, plans)).keys());
    const names = new Set((await listProviders(ctx, run.clinic_id)).map(nameOf));
    return judgeLines(read, known, (plan) => {
      if (!npis.has(plan.npi ?? '') && names.has(nameOf(plan)))
        return { field: '', code: 'provider-exists' };
      // Of two lines of one name the second is asked about as well, unless their NPI says that they are one.
      names.add(nameOf(plan));
      if (plan.npi !== null) npis.add(plan.npi);
      return null;
    });
  },

  async write(ctx, run, lines) {
    const plans = lines.map(({ line, plan }) => ({ line, ...(plan as PractitionerPlan) }));
    const known = await knownPractitioners(ctx, run, plans);
    const fresh = plans.filter(({ identifier }) => !known.has(identifier));
    const byNpi = await providersByNpi(ctx, run, fresh);
    const placed = withIds(fresh, byNpi);
    await importProviders(ctx, {
      clinicId: run.clinic_id,
      providers: placed.filter(({ isNew }) => isNew),
    });
    await insertIdentifiers(ctx, { kind: 'practitioner', system: run.system }, placed);
    const ids = new Map(placed.map(({ line, id }) => [line, id]));
    return plans.map(({ line }) => ({ line, recordId: ids.get(line) ?? null, problems: [] }));
  },
};

type Placed<P> = P & { id: string; isNew: boolean };

/** Who has the NPI of somebody who is there, or of an earlier one, is that person: known by one more identifier. */
function withIds<P extends PractitionerPlan>(
  plans: readonly P[],
  byNpi: ReadonlyMap<string, string>,
): Placed<P>[] {
  const ids = new Map(byNpi);
  return plans.map((plan) => {
    const known = plan.npi === null ? undefined : ids.get(plan.npi);
    const id = known ?? newId();
    if (plan.npi !== null) ids.set(plan.npi, id);
    return { ...plan, id, isNew: known === undefined };
  });
}

function knownPractitioners(
  ctx: Ctx,
  { system }: ImportRow,
  plans: readonly PractitionerPlan[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(
    ctx,
    { kind: 'practitioner', system },
    plans.map(({ identifier }) => identifier),
  );
}

async function providersByNpi(
  ctx: Ctx,
  { clinic_id: clinicId }: ImportRow,
  plans: readonly PractitionerPlan[],
): Promise<Map<string, string>> {
  const npis = plans.flatMap(({ npi: number }) => (number === null ? [] : [number]));
  return providerOfNpi(ctx, clinicId, npis);
}

function nameOf({ family, given }: { family: string; given: string }): string {
  return plain(`${family}, ${given}`);
}

function readPractitioner(staged: StagedLine): ReadLine<PractitionerPlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  const family = reader.needed('family', wordsUpTo(80));
  const given = reader.needed('given', wordsUpTo(80));
  const rest = {
    credentials: reader.optional('credentials', wordsUpTo(20)) ?? '',
    specialty: reader.optional('specialty', wordsUpTo(80)) ?? '',
    npi: reader.optional('npi', (text) => npi.safeParse(text).data ?? null),
  };
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  if (identifier === null || family === null || given === null || problems.length > 0)
    return { line, plan: null, problems, warnings };
  return { line, plan: { identifier, family, given, ...rest }, problems, warnings };
}
