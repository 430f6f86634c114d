// Which clinic of ours another system means: by the identifier of a location, or by name.
import type { Clinic } from '#contract/staff';
import { mayAct, type Ctx } from '../platform/context.ts';
import { listClinicIds, listClinics } from '../staff/staff-queries.ts';
import { findByIdentifier } from './imports-queries.ts';
import type { ImportRow } from './imports-view.ts';
import type { LineReader } from './importer.ts';
import { plain } from './plain-name.ts';

/** Those that whoever acts may configure, by name and short name. */
export async function clinicsToConfigure(ctx: Ctx): Promise<ReadonlyMap<string, Clinic>> {
  const ids = (await listClinicIds(ctx)).filter((id) => mayAct(ctx, 'clinic:configure', id));
  return byName(await listClinics(ctx, ids));
}

function byName(clinics: readonly Clinic[]): ReadonlyMap<string, Clinic> {
  return new Map(
    clinics.flatMap((clinic) =>
      [clinic.shortName, clinic.name].map((name): [string, Clinic] => [plain(name), clinic]),
    ),
  );
}

/** Says of a line that it belongs to a clinic other than the one of the import; a room that nobody knows is no clinic. */
export type ElsewhereCheck = (reader: LineReader) => void;

export async function elsewhereOf(
  ctx: Ctx,
  { clinic_id: here, system }: ImportRow,
  texts: readonly string[],
): Promise<ElsewhereCheck> {
  const named = byName(await listClinics(ctx, await listClinicIds(ctx)));
  const identified = await findByIdentifier(ctx, { kind: 'location', system }, texts);
  return (reader) => {
    const text = reader.text('clinic');
    const clinicId = identified.get(text) ?? named.get(plain(text))?.id ?? here;
    if (clinicId !== here) reader.fail('clinic', 'other-clinic');
  };
}
