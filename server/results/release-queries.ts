// The facts by which release is judged, read once for a patient's results.
import {
  getProxyFacts,
  type ProxyFact,
  type ProxyFacts as PatientProxies,
} from '../patients/proxy-queries.ts';
import type { Ctx } from '../platform/context.ts';
import { ruleInForce, type RuleInForce } from '../platform/rules/dated-rules.ts';
import type { ReleasePolicy } from '#contract/result-settings';
import { holdFacts, listHolds, type HoldRow } from './release-repository.ts';
import type { ReleaseFacts, Viewer } from './release-rules.ts';
import type { ResultRow } from './result-repository.ts';
import { releaseRule } from './results-rule.ts';

export interface PatientRelease {
  patientId: string;
  known: PatientProxies;
  rule: RuleInForce<ReleasePolicy>;
}

export async function releaseOfPatient(
  ctx: Ctx,
  of: { patientId: string; clinicId: string },
): Promise<PatientRelease> {
  const known = await getProxyFacts(ctx, of);
  return { patientId: of.patientId, known, rule: await ruleInForce(ctx, of.clinicId, releaseRule) };
}

export function factsOf(
  { known, rule }: PatientRelease,
  row: Pick<ResultRow, 'missing' | 'report_status' | 'categories' | 'final_at'>,
  holds: readonly HoldRow[],
): ReleaseFacts {
  const { birthOn, zone, ages } = known;
  return {
    ...{ isMatched: row.missing.length === 0, status: row.report_status },
    ...{ categories: row.categories, finalAt: row.final_at, holds: holds.map(holdFacts) },
    ...{ zone, policy: rule.value, ages, birthOn },
  };
}

/** Everybody of whom it can be asked, by the key under which it is kept. */
export function viewersOf({
  known,
}: PatientRelease): { key: string; proxy: ProxyFact | null; viewer: Viewer }[] {
  return [
    { key: 'patient', proxy: null, viewer: { audience: 'patient' } },
    ...known.proxies.map((proxy) => ({
      ...{ key: proxyKey(proxy.id), proxy },
      viewer: { audience: 'proxy', proxy } as const,
    })),
    { key: 'outside', proxy: null, viewer: { audience: 'outside' } },
  ];
}

export function proxyKey(proxyId: string): string {
  return `proxy:${proxyId}`;
}

/** Holds by result, in one read. */
export async function holdsByResult(
  ctx: Ctx,
  resultIds: readonly string[],
): Promise<Map<string, HoldRow[]>> {
  const found = new Map<string, HoldRow[]>();
  if (resultIds.length === 0) return found;
  for (const row of await listHolds(ctx, resultIds))
    found.set(row.result_id, [...(found.get(row.result_id) ?? []), row]);
  return found;
}
