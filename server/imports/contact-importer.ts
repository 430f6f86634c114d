// People beside patients from another system: contacts of the chart. Nobody of them may be told or decide anything by it.
import {
  importContacts,
  weighContacts,
  type ImportedContact,
} from '../patients/contact-import-service.ts';
import { phoneFrom } from '../patients/patient-import-service.ts';
import { localDateOf } from '../platform/clock/instants.ts';
import { zoneOf } from '../platform/clock/zone-of.ts';
import type { Ctx } from '../platform/context.ts';
import { readDay, readYesOrNo } from './field-rules.ts';
import { LineReader, wordsUpTo, type Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import { insertIdentifiers } from './imports-repository.ts';
import type { ImportRow, StagedLine } from './imports-view.ts';
import { judgeLines, plansOf, type ReadLine } from './judge-lines.ts';

interface ContactPlan extends ImportedContact {
  identifier: string;
}

interface Place {
  today: string;
  patients: ReadonlyMap<string, string>;
}

export const contactImporter: Importer = {
  needs: 'patient:change',
  async judge(ctx, run, lines) {
    const place = await placeOf(ctx, run, lines);
    const read = lines.map((line) => readContact(line, place));
    const plans = plansOf(read);
    const weigh = await weighContacts(
      ctx,
      plans.map(({ patientId }) => patientId),
    );
    return judgeLines(read, await knownContacts(ctx, run, plans), (plan) => {
      const code = weigh(plan);
      return code === null ? null : { field: '', code };
    });
  },

  async write(ctx, run, lines) {
    const plans = lines.map(({ line, plan }) => ({ line, ...(plan as ContactPlan) }));
    const known = await knownContacts(ctx, run, plans);
    const fresh = plans.filter(({ identifier }) => !known.has(identifier));
    const refusals = await importContacts(ctx, { clinicId: run.clinic_id, contacts: fresh });
    const answers = new Map(fresh.map(({ line }, at) => [line, refusals[at] ?? null]));
    const added = fresh.filter(({ line }) => answers.get(line) === null);
    await insertIdentifiers(
      ctx,
      { kind: 'contact', system: run.system },
      added.map(({ identifier, patientId: id }) => ({ identifier, id })),
    );
    return plans.map(({ line, patientId }) => {
      const refusal = answers.get(line);
      return {
        line,
        // A contact stands in the record of the patient and has no other id.
        recordId: refusal === null ? patientId : null,
        problems: refusal ? [{ field: '', code: refusal }] : [],
      };
    });
  },
};

async function placeOf(ctx: Ctx, run: ImportRow, lines: readonly StagedLine[]): Promise<Place> {
  return {
    today: localDateOf(ctx.now, await zoneOf(ctx, run.clinic_id)),
    patients: await findByIdentifier(
      ctx,
      { kind: 'patient', system: run.system },
      lines.map(({ fields }) => (fields['patient'] ?? '').trim()),
    ),
  };
}

function knownContacts(
  ctx: Ctx,
  { system }: ImportRow,
  plans: readonly ContactPlan[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(
    ctx,
    { kind: 'contact', system },
    plans.map(({ identifier }) => identifier),
  );
}

function readContact(staged: StagedLine, { patients, today }: Place): ReadLine<ContactPlan> {
  const reader = new LineReader(staged);
  const identifier = reader.needed('identifier', wordsUpTo(100));
  const patientId = reader.known('patient', (text) => patients.get(text), 'unknown-patient');
  const name = reader.needed('name', wordsUpTo(120));
  const endsOn = reader.strict('endsOn', readDay);
  if (endsOn !== null && endsOn < today) reader.fail('endsOn', 'in-the-past');
  const rest = {
    relationship: reader.optional('relationship', wordsUpTo(60)) ?? '',
    phone: reader.optional('phone', phoneFrom),
    isEmergency: reader.optional('emergency', readYesOrNo) ?? false,
  };
  const { faults: problems, warnings } = reader;
  const { line } = staged;
  if (identifier === null || patientId === null || name === null || problems.length > 0)
    return { line, plan: null, problems, warnings };
  return { line, plan: { identifier, patientId, name, ...rest }, problems, warnings };
}
