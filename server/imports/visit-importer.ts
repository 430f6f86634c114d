// Future visits from another system: whose, with whom, when; and whether that time is free.
import { importVisits, type ImportedVisit } from '../calendar/visit-import-service.ts';
import { newId } from '../platform/ids.ts';
import { instantOf, readDay, readInstant, readTime } from './field-rules.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { insertIdentifiers } from './imports-repository.ts';
import type { LineProblem, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';
import { plain } from './plain-name.ts';
import { knownVisits, placeOf, spanOf, takenTime, type ClinicPlace } from './visit-place.ts';

interface VisitPlan extends Omit<ImportedVisit, 'id'> {
  identifier: string;
}

export const visitImporter: Importer = {
  needs: 'appointment:book',
  async judge(ctx, run, lines) {
    const place = await placeOf(ctx, run, lines);
    const read = lines.map((line) => readVisit(line, place));
    const taken = await takenTime(ctx, plansOf(read), place);
    return judgeLines(read, place.visits, (plan, line) => {
      const clash = taken.take(plan.providerId, spanOf(plan, place), line);
      return clash === null ? null : { field: '', code: clash };
    });
  },

  async write(ctx, run, lines) {
    const plans = lines.map(({ line, plan }) => ({ line, ...(plan as VisitPlan), id: newId() }));
    const known = await knownVisits(
      ctx,
      run,
      plans.map(({ identifier }) => identifier),
    );
    const fresh = plans.filter(({ identifier }) => !known.has(identifier));
    const placed = await importVisits(ctx, { clinicId: run.clinic_id, visits: fresh });
    await insertIdentifiers(
      ctx,
      { kind: 'visit', system: run.system },
      fresh.filter(({ id }) => placed.has(id)),
    );
    return plans.map(({ line, id, identifier, startsAt }) => ({
      line,
      recordId: placed.has(id) ? id : null,
      problems: placed.has(id) || known.has(identifier) ? [] : [whyLeftOut(startsAt, ctx.now)],
    }));
  },
};

function whyLeftOut(startsAt: string, now: string): LineProblem {
  return { field: '', code: startsAt < now ? 'in-the-past' : 'overlaps-visit' };
}

function readVisit(staged: StagedLine, place: ClinicPlace): ReadLine<VisitPlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  const patientId = reader.known('patient', (text) => place.patients.get(text), 'unknown-patient');
  // FHIR has the provider's name beside the identifier.
  const name = plain(reader.text('providerName'));
  const providerId = reader.known(
    'provider',
    (text) => place.providers.get(plain(text)) ?? place.providers.get(name),
    'unknown-provider',
  );
  const visitTypeId = reader.known(
    'visitType',
    (text) => place.visitTypes.get(plain(text))?.id,
    'unknown-visit-type',
  );
  const startsAt = readStart(reader, place);
  place.elsewhere(reader);
  const { problems, warnings } = reader;
  const whole = identifier !== null && patientId !== null && providerId !== null;
  if (!whole || visitTypeId === null || startsAt === null || problems.length > 0)
    return { line: staged.line, plan: null, problems, warnings };
  return {
    line: staged.line,
    plan: { identifier, patientId, providerId, visitTypeId, startsAt },
    problems,
    warnings,
  };
}

function readStart(reader: LineReader, { zone, now }: ClinicPlace): string | null {
  const startsAt = reader.has('startsAt')
    ? reader.needed('startsAt', readInstant)
    : readWallTime(reader, zone);
  if (startsAt !== null && startsAt < now) reader.fail('', 'in-the-past');
  return startsAt;
}

function readWallTime(reader: LineReader, zone: string): string | null {
  const date = reader.needed('date', readDay);
  const time = reader.needed('time', readTime);
  if (date === null || time === null) return null;
  const reading = instantOf({ date, time }, zone);
  if ('instant' in reading) return reading.instant;
  reader.fail('time', reading.fault);
  return null;
}
