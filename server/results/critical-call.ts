// A critical value asks for a call: opened when it arrives, ended when a correction says that it is none.
import { ladderRungs, type LadderRung } from '#contract/result-critical';
import type { ReportContent } from '#contract/result-content';
import type { CriticalPolicy } from '#contract/result-settings';
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { listAway } from '../staff/absence-queries.ts';
import { listPeople } from '../staff/staff-queries.ts';
import {
  findOpenCall,
  insertCall,
  listCalls,
  updateCall,
  type Ladder,
} from './critical-repository.ts';
import type { ResultRow } from './result-repository.ts';
import { criticalRule } from './results-rule.ts';

/** The result's row is written, its item locked; settle it afterwards. */
export async function followCritical(
  ctx: Ctx,
  of: { row: WorkRow; result: ResultRow; content: ReportContent; policy: CriticalPolicy },
): Promise<void> {
  const { row, result, content, policy } = of;
  const isNew = row.version === 1;
  const open = isNew ? undefined : await findOpenCall(ctx, row.id);
  const isCritical =
    result.report_status !== 'entered-in-error' && content.values.some((value) => value.isCritical);
  if (!isCritical) {
    if (open) await updateCall(ctx, open.id, { state: 'corrected', ended_at: ctx.now });
    return;
  }
  // Who was told of a value need not be told of the same again.
  if (open || (!isNew && (await wasTold(ctx, row.id, content)))) return;
  const ladder = await ladderOf(ctx, policy, result.ordered_by);
  await insertCall(ctx, {
    ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: row.clinic_id },
    ...{ result_id: row.id, number: result.number, ladder, started_at: ctx.now },
    state: ladder.steps.length === 0 ? 'exhausted' : 'open',
    ...{ ended_at: null, ended_by: null, disposition: '' },
  });
}

/** Who ordered it is known now: whoever is called about it is called in another order. */
export async function renewLadder(ctx: Ctx, result: ResultRow): Promise<void> {
  const open = await findOpenCall(ctx, result.id);
  if (!open) return;
  const { value } = await ruleInForce(ctx, result.clinic_id, criticalRule);
  const ladder = await ladderOf(ctx, value, result.ordered_by);
  const state = ladder.steps.length === 0 ? 'exhausted' : 'open';
  await updateCall(ctx, open.id, { ladder, state });
}

async function wasTold(ctx: Ctx, resultId: string, now: ReportContent): Promise<boolean> {
  const last = (await listCalls(ctx, resultId)).at(-1);
  if (last?.state !== 'read-back' && last?.state !== 'disposition') return false;
  const version = await ctx
    .db('result_report')
    .where({ organization_id: ctx.organizationId, result_id: resultId, number: last.number })
    .first<{ content: ReportContent } | undefined>('content');
  const said = new Set(version ? criticalWords(version.content) : []);
  return criticalWords(now).every((words) => said.has(words));
}

function criticalWords({ values }: ReportContent): string[] {
  return values
    .filter(({ isCritical }) => isCritical)
    .map(({ key, text, unit }) => JSON.stringify([key, text, unit]));
}

/** Rungs that nobody stands on are left out; nobody is called on two of them. */
async function ladderOf(
  ctx: Ctx,
  { ladder, onCallId, directorId }: CriticalPolicy,
  orderedBy: string | null,
): Promise<Ladder> {
  const away = orderedBy === null ? new Map<string, string | null>() : await listAway(ctx);
  const isAway = orderedBy !== null && away.has(orderedBy);
  const whom: Record<LadderRung, string | null> = {
    ordering: isAway ? null : orderedBy,
    cover: isAway ? (away.get(orderedBy) ?? null) : null,
    'on-call': onCallId,
    'medical-director': directorId,
  };
  const named = ladder.filter(
    ({ rung }, at) =>
      whom[rung] !== null && ladder.findIndex((each) => whom[each.rung] === whom[rung]) === at,
  );
  const ids = named.flatMap(({ rung }) => whom[rung] ?? []);
  const people = await listPeople(ctx, ids);
  return {
    at: 0,
    steps: named.map(({ rung, attempts }) => {
      const staffId = whom[rung];
      const person = people.get(staffId ?? '');
      const name = person ? `, ${person.family}` : '';
      return { rung, title: `${ladderRungs[rung]}${name}`, staffId, attempts, made: 0 };
    }),
  };
}
