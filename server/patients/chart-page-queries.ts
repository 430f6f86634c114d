// Charts, coverages and proxies of the whole organization page by page, by id: for who takes everything out.
import type { Coverage } from '#contract/coverage';
import type { PatientRecord } from '#contract/patient-record';
import type { Proxy } from '#contract/proxy';
import type { Ctx } from '../platform/context.ts';
import { rowsById, type PageById } from '../platform/db/rows-by-id.ts';
import { coverageViews } from './coverage-queries.ts';
import type { CoverageRow } from './coverage-repository.ts';
import { proxyViews } from './proxy-queries.ts';
import type { ProxyPaperRow } from './proxy-paper-repository.ts';
import type { ProxyRow } from './proxy-repository.ts';
import { wholeRecords } from './record-repository.ts';
import { recordView, type RecordRow } from './record-view.ts';

export interface WholeChart extends PatientRecord {
  /** A flag in force says so; on which day, where that is known. */
  deceased: { on: string | null } | null;
  /** The chart that this one was merged into. */
  survivorId: string | null;
}

interface ChartRow extends RecordRow {
  died: { on: string | null } | null;
  survivor_id: string | null;
}

export async function listChartsAfter(ctx: Ctx, { after, limit }: PageById): Promise<WholeChart[]> {
  const { rows } = await ctx.db.raw<{ rows: ChartRow[] }>(chartsAfter, [
    ctx.organizationId,
    after ?? beforeAll,
    limit,
  ]);
  return rows.map((row) => ({
    ...recordView(row),
    deceased: row.died,
    survivorId: row.survivor_id,
  }));
}

const beforeAll = '00000000-0000-0000-0000-000000000000';
const chartsAfter = `
  select c.*,
    (select json_build_object('on', f.died_on) from patient_flag f
     where f.organization_id = c.organization_id and f.patient_id = c.id
       and f.kind = 'deceased' and f.ended_at is null limit 1) as died,
    (select r.survivor_id from retired_chart r
     where r.organization_id = c.organization_id and r.patient_id = c.id) as survivor_id
  from (${wholeRecords} and p.id > ? order by p.id limit ?) c
  order by c.id`;

export async function listCoveragesAfter(ctx: Ctx, page: PageById): Promise<Coverage[]> {
  return coverageViews(ctx, await rowsById<CoverageRow>(ctx, 'coverage', page));
}

/** What of papers leaves as files; the table says what they are. */
export function listPapersAfter(
  ctx: Ctx,
  page: PageById,
): Promise<Pick<ProxyPaperRow, 'id' | 'media_type' | 'blob_key' | 'removed_at'>[]> {
  const columns = ['id', 'media_type', 'blob_key', 'removed_at'];
  return rowsById(ctx, 'proxy_paper', { ...page, columns });
}

export async function listProxiesAfter(ctx: Ctx, page: PageById): Promise<Proxy[]> {
  return proxyViews(ctx, await rowsById<ProxyRow>(ctx, 'patient_proxy', page));
}
