// Visit types from another system: known by their identifier, by name where the clinic has one of this length, or new.
import { modalities, visitColours, visitType, type VisitType } from '#contract/availability';
import { listVisitTypes } from '../availability/availability-queries.ts';
import { addVisitType, type AddVisitType } from '../availability/visit-type-service.ts';
import type { Ctx } from '../platform/context.ts';
import { oneOf, wholeNumber } from './field-rules.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import {
  insertIdentifiers,
  type IdentifierSpace,
  type Outcome,
  type ReadyLine,
} from './imports-repository.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';
import { plain } from './plain-name.ts';

interface VisitTypePlan extends Omit<AddVisitType, 'clinicId'> {
  identifier: string;
}

export const visitTypeImporter: Importer = {
  needs: 'availability:manage',
  async judge(ctx, run, lines) {
    const read = lines.map(readVisitType);
    const known = await knownVisitTypes(ctx, run, plansOf(read));
    const lengths = new Map(
      (await activeTypes(ctx, run)).map(({ name, minutes }) => [plain(name), minutes]),
    );
    return judgeLines(read, known, ({ name, minutes }) => {
      const there = lengths.get(plain(name)) ?? minutes;
      lengths.set(plain(name), there);
      return there === minutes ? null : { field: 'minutes', code: 'visit-type-differs' };
    });
  },

  async write(ctx, run, lines) {
    const known = await knownVisitTypes(
      ctx,
      run,
      lines.map(({ plan }) => plan as VisitTypePlan),
    );
    const outcomes: Outcome[] = [];
    for (const line of lines)
      outcomes.push(
        known.has((line.plan as VisitTypePlan).identifier)
          ? { line: line.line, recordId: null, problems: [] }
          : await writeOne(ctx, run, line),
      );
    return outcomes;
  },
};

/** One of the name that is there already is known by one more identifier from now on. */
async function writeOne(ctx: Ctx, run: ImportRow, { line, plan }: ReadyLine): Promise<Outcome> {
  const { identifier, ...wish } = plan as VisitTypePlan;
  const there = (await activeTypes(ctx, run)).find(({ name }) => plain(name) === plain(wish.name));
  if (there && there.minutes !== wish.minutes)
    return { line, recordId: null, problems: [{ field: 'minutes', code: 'visit-type-differs' }] };
  const { id } = there ?? (await addVisitType(ctx, { ...wish, clinicId: run.clinic_id }));
  await insertIdentifiers(ctx, spaceOf(run), [{ identifier, id }]);
  return { line, recordId: id, problems: [] };
}

function spaceOf({ system, clinic_id: clinicId }: ImportRow): IdentifierSpace {
  return { kind: 'visit-type', system, clinicId };
}

async function activeTypes(ctx: Ctx, { clinic_id: clinicId }: ImportRow): Promise<VisitType[]> {
  return (await listVisitTypes(ctx, clinicId)).filter(({ active }) => active);
}

function knownVisitTypes(
  ctx: Ctx,
  run: ImportRow,
  plans: readonly VisitTypePlan[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(
    ctx,
    spaceOf(run),
    plans.map(({ identifier }) => identifier),
  );
}

function readVisitType(staged: StagedLine): ReadLine<VisitTypePlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  const name = reader.needed('name', wordsUpTo(60));
  const minutes = reader.needed('minutes', wholeNumber(5, 480));
  const modality = reader.strict('modality', oneOf(modalities)) ?? 'in-person';
  const longestBuffer = modality === 'e-visit' ? 0 : 120;
  const rest = {
    modality,
    category: reader.strict('category', oneOf(visitType.shape.category.options)) ?? 'routine',
    colour: reader.optional('colour', oneOf(visitColours)) ?? colourOf(staged.line),
    bufferBefore: reader.strict('bufferBefore', wholeNumber(0, longestBuffer)) ?? 0,
    bufferAfter: reader.strict('bufferAfter', wholeNumber(0, longestBuffer)) ?? 0,
  };
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  if (identifier === null || name === null || minutes === null || problems.length > 0)
    return { line, plan: null, problems, warnings };
  return { line, plan: { identifier, name, minutes, ...rest }, problems, warnings };
}

/** Neighbours in the file look different on the calendar. */
function colourOf(line: number): VisitType['colour'] {
  return visitColours[line % visitColours.length] ?? 'slate';
}
