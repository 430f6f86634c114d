// The simulator: what each who may ask will see of a result, from when on and by which rule, before and after it is released.
import { ageOn } from '#contract/age';
import type { AnswerOf } from '#contract/endpoint';
import { listName } from '#contract/patients';

import {
  audiences,
  type Audience,
  type getResultRelease,
  type ReleaseViewer,
} from '#contract/result-release';
import { isFinal } from '#contract/result-workflow';
import { localDateOf, normalInstant } from '../platform/clock/instants.ts';
import type { Ctx } from '../platform/context.ts';
import type { ProxyFact } from '../patients/proxy-queries.ts';
import { ruleInForce } from '../platform/rules/dated-rules.ts';
import { findReadableRow } from '../platform/work/work-queries.ts';
import { factsOf, releaseOfPatient, viewersOf } from './release-queries.ts';
import { holdView, listHolds, listViews, type ViewRow } from './release-repository.ts';
import { mayBeReleased, releaseTimeline } from './release-rules.ts';
import { getResultRow } from './result-repository.ts';
import { results } from './results-queue.ts';
import { releaseRule } from './results-rule.ts';

type Simulated = AnswerOf<typeof getResultRelease>;

export async function simulateRelease(
  ctx: Ctx,
  { itemId, asOf }: { itemId: string; asOf?: string | undefined },
): Promise<Simulated> {
  const row = await findReadableRow(ctx, results, itemId);
  const result = await getResultRow(ctx, row.id);
  const holds = await listHolds(ctx, [row.id]);
  const at = asOf === undefined ? ctx.now : normalInstant(asOf);
  const seen = await listViews(ctx, row.id);
  const { clinic_id: clinicId, patient_id: patientId } = row;
  if (patientId === null) {
    const { version } = await ruleInForce(ctx, clinicId, releaseRule);
    return {
      ...{ age: null, isSupposed: false, holds: holds.map(holdView), rulesVersion: version },
      viewers: (['patient', 'outside'] as const).map((audience) => unmatched(audience, at)),
    };
  }
  const whose = await releaseOfPatient(ctx, { patientId, clinicId });
  const isSupposed = !isFinal(result.report_status) && result.report_status !== 'entered-in-error';
  const supposed = isSupposed
    ? { ...result, report_status: 'final' as const, final_at: at, missing: [] }
    : result;
  const facts = factsOf(whose, supposed, holds);
  const { birthOn, zone } = whose.known;
  return {
    ...{ age: ageOn(birthOn, localDateOf(at, zone)), isSupposed, holds: holds.map(holdView) },
    rulesVersion: whose.rule.version,
    viewers: viewersOf(whose)
      .filter(({ proxy }) => (proxy?.revoked ?? null) === null)
      .map(({ viewer, proxy }) => ({
        ...{ audience: viewer.audience, proxyId: proxy?.id ?? null },
        name: proxy ? proxyName(proxy) : audiences[viewer.audience],
        stretches: releaseTimeline(facts, viewer, at),
        mayBeReleased: !isSupposed && mayBeReleased(facts, viewer, at),
        seen: seenBy(seen, viewer.audience, proxy),
      })),
  };
}

export function proxyName({
  relation,
  given,
  family,
}: Pick<ProxyFact, 'relation' | 'given' | 'family'>): string {
  return `${relation}, ${listName({ given, family })}`;
}

function unmatched(audience: Audience, from: string): ReleaseViewer {
  const words = 'It is not certain yet whose it is';
  return {
    ...{ audience, proxyId: null, name: audiences[audience], mayBeReleased: false, seen: null },
    stretches: [{ from, sees: false, because: 'not-matched', words, source: '' }],
  };
}

function seenBy(
  views: readonly ViewRow[],
  audience: Audience,
  proxy: ProxyFact | null,
): ReleaseViewer['seen'] {
  const theirs = views.filter(
    ({ kind, viewer }) => kind === audience && (proxy === null || viewer === proxy.id),
  );
  const [first] = theirs;
  if (!first) return null;
  const lastAt = theirs.map((view) => view.last_at).reduce((a, b) => (a > b ? a : b));
  return { firstAt: first.first_at, lastAt, versions: theirs.map(({ number }) => number) };
}
