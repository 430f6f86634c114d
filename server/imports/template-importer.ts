// Weekly hours of providers from another system: a line is one time of a week, or one free time of one day. The lines of a
// provider make their templates together; where the provider has hours already, those stay.
import { listTemplates } from '../availability/availability-queries.ts';
import { importTemplates, type ImportedTemplate } from '../availability/template-import-service.ts';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { clash, shareDays, weeklyHoursOf, type Hours } from './hours-rules.ts';
import type { Importer } from './importer.ts';
import { findByIdentifier } from './imports-queries.ts';
import { insertIdentifiers, type IdentifierSpace, type Verdict } from './imports-repository.ts';
import type { ImportRow, LineProblem } from './imports-view.ts';
import { judgeLines, plansOf } from './judge-lines.ts';
import { hoursPlaceOf, readHours } from './read-hours.ts';

interface TemplatePlan {
  identifier: string;
  /** The first template that the line tells of. */
  templateId: string;
  /** Whole ones, of which this is the first line. */
  templates: ImportedTemplate[];
}

export const templateImporter: Importer = {
  needs: 'availability:manage',
  async judge(ctx, run, lines) {
    const place = await hoursPlaceOf(ctx, run, lines);
    const read = lines.map((line) => readHours(line, place));
    const identifiers = plansOf(read).map(({ identifier }) => identifier);
    const there = Map.groupBy(
      await listTemplates(ctx, run.clinic_id),
      ({ providerId }) => providerId,
    );
    const taken = new TakenHours();
    const verdicts = judgeLines(read, await knownHours(ctx, run, identifiers), ({ hours }) => {
      const [first] = hours;
      const others = there.get(first?.providerId ?? '') ?? [];
      const isThere = hours.some((each) =>
        others.some(({ effectiveFrom: firstDay, effectiveTo: lastDay }) =>
          shareDays(each, { firstDay, lastDay }),
        ),
      );
      return isThere ? { field: '', code: 'hours-there' } : taken.take(hours);
    });
    return withTemplates(verdicts, taken.all);
  },

  async write(ctx, run, lines) {
    const plans = lines.map(({ line, plan }) => ({ line, ...(plan as TemplatePlan) }));
    const known = await knownHours(
      ctx,
      run,
      plans.map(({ identifier }) => identifier),
    );
    const fresh = plans.filter(({ identifier }) => !known.has(identifier));
    const { clinic_id: clinicId } = run;
    await importTemplates(ctx, {
      clinicId,
      templates: fresh.flatMap(({ templates }) => templates),
    });
    // A line may tell of a template that came with an earlier batch.
    const there = new Set((await listTemplates(ctx, clinicId)).map(({ id }) => id));
    const placed = fresh.filter(({ templateId }) => there.has(templateId));
    await insertIdentifiers(
      ctx,
      spaceOf(run),
      placed.map(({ identifier, templateId: id }) => ({ identifier, id })),
    );
    const lost = new Set(fresh.filter((each) => !placed.includes(each)));
    return plans.map((plan) => ({
      line: plan.line,
      recordId: placed.includes(plan) ? plan.templateId : null,
      problems: lost.has(plan) ? [{ field: '', code: 'hours-there' }] : [],
    }));
  },
};

/** Of the lines that were judged good so far. */
class TakenHours {
  readonly #ofDay = new Map<string, Hours[]>();

  take(hours: readonly Hours[]): LineProblem | null {
    const fresh = hours.map((each) => ({ each, day: `${each.providerId} ${each.weekday}` }));
    if (fresh.some(({ each, day }) => this.#ofDay.get(day)?.some((other) => clash(each, other))))
      return { field: '', code: 'hours-overlap' };
    for (const { each, day } of fresh)
      this.#ofDay.set(day, [...(this.#ofDay.get(day) ?? []), each]);
    return null;
  }

  get all(): Hours[] {
    return [...this.#ofDay.values()].flat();
  }
}

function withTemplates(verdicts: readonly Verdict[], hours: readonly Hours[]): Verdict[] {
  const templates = weeklyHoursOf(hours).map(({ lines, ...weekly }) => ({
    lines,
    template: { id: newId(), ...weekly },
  }));
  const toldBy = new Map<number, ImportedTemplate[]>();
  for (const { lines, template } of templates)
    for (const line of lines) toldBy.set(line, [...(toldBy.get(line) ?? []), template]);
  const firstOf = Map.groupBy(templates, ({ lines }) => lines[0]);
  return verdicts.map((verdict) => {
    if (verdict.state !== 'ready') return verdict;
    const { identifier } = verdict.plan as { identifier: string };
    const plan: TemplatePlan = {
      identifier,
      templateId: toldBy.get(verdict.line)?.[0]?.id ?? '',
      templates: (firstOf.get(verdict.line) ?? []).map(({ template }) => template),
    };
    return { ...verdict, plan };
  });
}

function spaceOf({ system, clinic_id: clinicId }: ImportRow): IdentifierSpace {
  return { kind: 'template', system, clinicId };
}

function knownHours(
  ctx: Ctx,
  run: ImportRow,
  identifiers: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return findByIdentifier(ctx, spaceOf(run), identifiers);
}
