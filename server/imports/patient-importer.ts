// Patients from another system: known by their identifier, new, or perhaps somebody who has a chart.
import * as z from 'zod/mini';
import {
  importPatients,
  phoneFrom,
  type ImportedPatient,
} from '../patients/patient-import-service.ts';
import { findNamesakes, latestDate } from '../patients/patients-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { readDay, readSex } from './field-rules.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import { insertIdentifiers } from './imports-repository.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';

interface PatientPlan extends Omit<ImportedPatient, 'id'> {
  identifier: string;
}

export const patientImporter: Importer = {
  needs: 'patient:register',
  async judge(ctx, run, lines) {
    const read = lines.map((line) => readPatient(line, latestDate(ctx.now)));
    const plans = plansOf(read);
    const known = await knownPatients(ctx, run, plans);
    const found = await findNamesakes(ctx, plans);
    const namesakes = new Set(plans.filter((_plan, at) => found.has(at)));
    return judgeLines(read, known, (plan) =>
      namesakes.has(plan) ? { field: '', code: 'possible-duplicate' } : null,
    );
  },

  async write(ctx, run, lines) {
    const plans = lines.map(({ line, plan }) => ({ line, ...(plan as PatientPlan), id: newId() }));
    const known = await knownPatients(ctx, run, plans);
    const fresh = plans.filter(({ identifier }) => !known.has(identifier));
    await importPatients(ctx, {
      clinicId: run.clinic_id,
      patients: fresh,
    });
    await insertIdentifiers(ctx, { kind: 'patient', system: run.system }, fresh);
    return plans.map(({ line, id, identifier }) => ({
      line,
      recordId: known.has(identifier) ? null : id,
      problems: [],
    }));
  },
};

function knownPatients(
  ctx: Ctx,
  { system }: ImportRow,
  plans: readonly PatientPlan[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(
    ctx,
    { kind: 'patient', system },
    plans.map(({ identifier }) => identifier),
  );
}

function readPatient(staged: StagedLine, today: string): ReadLine<PatientPlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  const family = reader.needed('family', wordsUpTo(80));
  const given = reader.needed('given', wordsUpTo(80));
  const birthOn = reader.needed('birthOn', (text) => pastDay(text, today));
  const rest = {
    sex: reader.optional('sex', readSex) ?? 'unknown',
    language: reader.optional('language', readLanguage) ?? 'en',
    phone: reader.optional('phone', phoneFrom),
    email: reader.optional('email', readEmail),
  };
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  if (
    identifier === null ||
    family === null ||
    given === null ||
    birthOn === null ||
    problems.length > 0
  )
    return { line, plan: null, problems, warnings };
  return { line, plan: { identifier, family, given, birthOn, ...rest }, problems, warnings };
}

function pastDay(text: string, today: string): string | null {
  const day = readDay(text);
  return day !== null && day <= today && day >= '1890-01-01' ? day : null;
}

function readLanguage(text: string): string | null {
  return /^[a-z]{2,3}(-[A-Z]{2})?$/.test(text) ? text : null;
}

const email = z.email().check(z.maxLength(200));
function readEmail(text: string): string | null {
  return email.safeParse(text).data ?? null;
}
