// Locations from another system: each clinic of ours is known by the identifier that it had there. What the clinic does
// not say of itself yet comes along; rooms and other places inside it are not kept.
import type { Clinic } from '#contract/staff';
import { readSettings } from '../clinics/clinic-queries.ts';
import { changeClinicDetails } from '../clinics/clinic-service.ts';
import { phoneFrom } from '../patients/patient-import-service.ts';
import type { Ctx } from '../platform/context.ts';
import { clinicsToConfigure } from './clinic-place.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import { insertIdentifiers, type Outcome, type ReadyLine } from './imports-repository.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';
import { plain } from './plain-name.ts';

interface LocationPlan {
  identifier: string;
  clinicId: string;
  phone: string | null;
  address: string | null;
}

type Clinics = ReadonlyMap<string, Clinic>;

export const locationImporter: Importer = {
  needs: 'clinic:configure',
  async judge(ctx, run, lines) {
    const clinics = await clinicsToConfigure(ctx);
    const read = lines.map((line) => readLocation(line, clinics));
    return judgeLines(read, await knownLocations(ctx, run, plansOf(read)), () => null);
  },

  async write(ctx, run, lines) {
    const clinics = await clinicsToConfigure(ctx);
    const mine = new Set([...clinics.values()].map(({ id }) => id));
    const known = await knownLocations(
      ctx,
      run,
      lines.map(({ plan }) => plan as LocationPlan),
    );
    const outcomes: Outcome[] = [];
    for (const line of lines) {
      const { identifier, clinicId } = line.plan as LocationPlan;
      if (known.has(identifier)) outcomes.push({ line: line.line, recordId: null, problems: [] });
      else if (mine.has(clinicId)) outcomes.push(await writeOne(ctx, run, line));
      else
        outcomes.push({
          line: line.line,
          recordId: null,
          problems: [{ field: '', code: 'changed-since-check' }],
        });
    }
    return outcomes;
  },
};

async function writeOne(ctx: Ctx, { system }: ImportRow, ready: ReadyLine): Promise<Outcome> {
  const { identifier, clinicId, phone, address } = ready.plan as LocationPlan;
  const { value, version } = (await readSettings(ctx, clinicId)).details;
  const filled = { ...value, phone: value.phone || phone, address: value.address || address };
  if (filled.phone !== value.phone || filled.address !== value.address)
    await changeClinicDetails(ctx, {
      ...filled,
      ...{ phone: filled.phone ?? '', address: filled.address ?? '' },
      ...{ clinicId, expectedVersion: version },
    });
  await insertIdentifiers(ctx, { kind: 'location', system }, [{ identifier, id: clinicId }]);
  return { line: ready.line, recordId: clinicId, problems: [] };
}

function knownLocations(
  ctx: Ctx,
  { system }: ImportRow,
  plans: readonly LocationPlan[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(
    ctx,
    { kind: 'location', system },
    plans.map(({ identifier }) => identifier),
  );
}

function readLocation(staged: StagedLine, clinics: Clinics): ReadLine<LocationPlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  if (!isClinic(reader.text('kind'))) reader.fail('kind', 'place-not-kept');
  const named = reader.has('clinic') ? 'clinic' : 'name';
  const clinic = reader.known(named, (text) => clinics.get(plain(text)), 'unknown-clinic');
  const phone = reader.optional('phone', phoneFrom);
  const address = reader.optional('address', wordsUpTo(200));
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  if (identifier === null || clinic === null || problems.length > 0)
    return { line, plan: null, problems, warnings };
  return { line, plan: { identifier, clinicId: clinic.id, phone, address }, problems, warnings };
}

/** What a place is, in the words of FHIR's physical types; where nothing is said it stands for itself. */
function isClinic(kind: string): boolean {
  return ['', 'clinic', 'site', 'building', 'office'].includes(plain(kind));
}
