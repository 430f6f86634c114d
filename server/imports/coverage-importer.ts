// Coverages from another system: whose, of which payer, in which order and when.
import { coverageOrders, relationships, type CoverageOrder } from '#contract/coverage';
import {
  importCoverages,
  weighOrders,
  type CoverageRefusal,
  type ImportedCoverage,
} from '../patients/coverage-import-service.ts';
import { listPayers } from '../patients/payer-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { readDay } from './field-rules.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import { insertIdentifiers } from './imports-repository.ts';
import type { ImportRow, LineProblem, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';
import { plain } from './plain-name.ts';

interface CoveragePlan extends Omit<ImportedCoverage, 'id'> {
  identifier: string;
}

interface Place {
  patients: ReadonlyMap<string, string>;
  payers: ReadonlyMap<string, { id: string; name: string }>;
}

export const coverageImporter: Importer = {
  needs: 'coverage:edit',
  async judge(ctx, run, lines) {
    const place = await placeOf(ctx, run, lines);
    const read = lines.map((line) => readCoverage(line, place));
    const plans = plansOf(read);
    const known = await knownCoverages(
      ctx,
      run,
      plans.map(({ identifier }) => identifier),
    );
    const weigh = await weighOrders(
      ctx,
      plans.map(({ patientId }) => patientId),
    );
    return judgeLines(read, known, (plan) => {
      const code = weigh(plan);
      return code === null ? null : problemOf(code);
    });
  },

  async write(ctx, run, lines) {
    const plans = lines.map(({ line, plan }) => ({ line, ...(plan as CoveragePlan), id: newId() }));
    const known = await knownCoverages(
      ctx,
      run,
      plans.map(({ identifier }) => identifier),
    );
    const fresh = plans.filter(({ identifier }) => !known.has(identifier));
    const refusals = await importCoverages(ctx, { clinicId: run.clinic_id, coverages: fresh });
    const answers = new Map(fresh.map(({ line }, at) => [line, refusals[at] ?? null]));
    const added = fresh.filter(({ line }) => answers.get(line) === null);
    await insertIdentifiers(ctx, { kind: 'coverage', system: run.system }, added);
    return plans.map(({ line, id }) => {
      const refusal = answers.get(line);
      return {
        line,
        recordId: refusal === null ? id : null,
        problems: refusal ? [problemOf(refusal)] : [],
      };
    });
  },
};

function problemOf(code: CoverageRefusal): LineProblem {
  if (code === 'chart-retired') return { field: '', code };
  return { field: code === 'order-taken' ? 'order' : 'payer', code };
}

function knownCoverages(
  ctx: Ctx,
  { system }: ImportRow,
  identifiers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(ctx, { kind: 'coverage', system }, identifiers);
}

/** Payers by identifier, and by name. */
async function placeOf(ctx: Ctx, run: ImportRow, lines: readonly StagedLine[]): Promise<Place> {
  const payers = (await listPayers(ctx)).filter(({ active }) => active);
  const named = payers.map((payer) => [plain(payer.name), payer] as const);
  const identified = payers.flatMap((payer) =>
    payer.payerIdentifier === null ? [] : [[plain(payer.payerIdentifier), payer] as const],
  );
  return {
    patients: await findByIdentifier(
      ctx,
      { kind: 'patient', system: run.system },
      lines.map(({ fields }) => (fields['patient'] ?? '').trim()),
    ),
    payers: new Map([...named, ...identified]),
  };
}

function readCoverage(staged: StagedLine, { patients, payers }: Place): ReadLine<CoveragePlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  const patientId = reader.known('patient', (text) => patients.get(text), 'unknown-patient');
  const payer = reader.known('payer', (text) => payers.get(plain(text)), 'unknown-payer');
  const memberId = reader.needed('memberId', wordsUpTo(80));
  const effectiveFrom = reader.needed('effectiveFrom', readDay);
  const endsOn = reader.strict('endsOn', readDay);
  if (effectiveFrom !== null && endsOn !== null && endsOn < effectiveFrom)
    reader.fail('endsOn', 'bad-value');
  const order = reader.strict('order', readOrder) ?? 'primary';
  const relationship = reader.strict('relationship', readRelationship) ?? 'self';
  const subscriber = relationship === 'self' ? null : readSubscriber(reader);
  const planName = reader.optional('plan', wordsUpTo(100));
  const groupNumber = reader.optional('group', wordsUpTo(50));
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  const whole = identifier !== null && patientId !== null && payer !== null && memberId !== null;
  if (!whole || effectiveFrom === null || problems.length > 0)
    return { line, plan: null, problems, warnings };
  const plan = {
    ...{ identifier, patientId, memberId, groupNumber, order, relationship, subscriber },
    ...{ payerId: payer.id, planName: planName ?? payer.name, effectiveFrom, endsOn },
  };
  return { line, plan, problems, warnings };
}

/** Who holds the policy has to be known where it is not the patient. */
function readSubscriber(reader: LineReader): ImportedCoverage['subscriber'] {
  const family = reader.needed('subscriberFamily', wordsUpTo(80));
  const given = reader.needed('subscriberGiven', wordsUpTo(80));
  const birthOn = reader.needed('subscriberBirthOn', readDay);
  return family === null || given === null || birthOn === null ? null : { family, given, birthOn };
}

function readOrder(text: string): CoverageOrder | null {
  const word = text.toLowerCase();
  return coverageOrders.find((order, at) => order === word || String(at + 1) === word) ?? null;
}

function readRelationship(text: string): ImportedCoverage['relationship'] | null {
  const word = text.toLowerCase();
  const known = Object.keys(relationships) as (keyof typeof relationships)[];
  return known.find((each) => each === word) ?? null;
}
