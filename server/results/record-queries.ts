// One result whole, for who may read it: its versions with what changed, who saw it, who was called, whom a correction reaches.
import { changesBetween, resultKinds, type ReportContent } from '#contract/result-content';
import type { AttemptOutcome } from '#contract/result-critical';
import type { ResultRecord, ResultVersion } from '#contract/result-record';
import { recordAudit } from '../platform/audit/record-audit.ts';
import { mayAct, type Ctx } from '../platform/context.ts';
import { findReadableRow } from '../platform/work/work-queries.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { staffNames } from '../staff/staff-queries.ts';
import { listContacts, updateContact } from './contact-repository.ts';
import { listAttempts, listCalls } from './critical-repository.ts';
import { listLetters } from './letter-repository.ts';
import { listViews, recordView } from './release-repository.ts';
import {
  getResultRow,
  listVersions,
  type ResultRow,
  type VersionRow,
} from './result-repository.ts';
import { results } from './results-queue.ts';

/** Values of a sensitive result are left out for who has to say first why they want to see them. */
export async function getResultRecord(ctx: Ctx, itemId: string): Promise<ResultRecord> {
  const row = await findReadableRow(ctx, results, itemId);
  const result = await getResultRow(ctx, row.id);
  const isHidden = result.is_sensitive && !mayAct(ctx, 'result:sensitive', row.clinic_id);
  return recordOf(ctx, row, result, isHidden);
}

export async function unhideResult(
  ctx: Ctx,
  { itemId, reason }: { itemId: string; reason: string },
): Promise<ResultRecord> {
  const row = await findReadableRow(ctx, results, itemId);
  recordAudit(ctx, {
    ...{ act: 'result.unhide', clinicId: row.clinic_id, entityId: row.id, detail: { reason } },
  });
  return recordOf(ctx, row, await getResultRow(ctx, row.id), false);
}

async function recordOf(
  ctx: Ctx,
  row: WorkRow,
  result: ResultRow,
  isHidden: boolean,
): Promise<ResultRecord> {
  if (!isHidden && result.number > 0) await noteView(ctx, result);
  const versions = isHidden ? [] : await listVersions(ctx, row.id);
  const calls = await listCalls(ctx, row.id);
  const { sent_patient: sent } = result;
  return {
    isHidden,
    title: isHidden ? resultKinds[result.kind] : result.title,
    categories: isHidden ? [] : result.categories,
    ...{ placer: result.placer, filler: result.filler },
    sentPatient:
      sent === null || row.patient_id !== null
        ? null
        : { name: sent.name, birthOn: sent.birthOn, sex: sent.sex, numbers: sent.numbers },
    versions: versions.map((version, at) => versionView(version, versions[at + 1])),
    attempts: (await listAttempts(ctx, row.id)).map((each) => ({
      ...{ id: each.id, at: each.at, callerId: each.caller_id, rung: each.rung },
      ...{ recipient: each.recipient, credentials: each.credentials, note: each.note },
      outcome: each.outcome as AttemptOutcome | 'read-back',
      readBack: isHidden ? '' : each.read_back,
    })),
    disposition: calls.at(-1)?.disposition ?? '',
    views: (await listViews(ctx, row.id)).map(({ kind, name, number, first_at: at }) => ({
      ...{ kind, name, number, at },
    })),
    contacts: (await listContacts(ctx, row.id)).map((each) => ({
      ...{ id: each.id, kind: each.kind, name: each.name, versions: each.numbers },
      ...{ firstSeenAt: each.first_seen_at, outcome: each.outcome, note: each.note },
      ...{ byId: each.by_id, at: each.at, isReached: each.is_reached },
    })),
    letters: isHidden
      ? []
      : (await listLetters(ctx, row.id)).map(({ id, by_id: byId, at, text }) => ({
          ...{ id, byId, at, text },
        })),
  };
}

function versionView(row: VersionRow, before: VersionRow | undefined): ResultVersion {
  const { number, status, received_at: receivedAt, reported_at: reportedAt, content } = row;
  const changes = before ? changesBetween(before.content, content) : [];
  return {
    number,
    status,
    receivedAt,
    reportedAt,
    content: content satisfies ReportContent,
    changes,
  };
}

/** Who reads the corrected version has heard of the correction. */
async function noteView(ctx: Ctx, result: ResultRow): Promise<void> {
  const { scope, actorId } = ctx;
  if (actorId === null || (scope.kind === 'user' && scope.isService === true)) return;
  const name = (await staffNames(ctx, [actorId])).get(actorId) ?? '';
  await recordView(ctx, {
    ...{ clinic_id: result.clinic_id, result_id: result.id, number: result.number },
    ...{ kind: 'staff', viewer: actorId, name },
  });
  const own = (await listContacts(ctx, result.id)).find(
    (each) => each.kind === 'staff' && each.viewer === actorId && !each.is_reached,
  );
  if (own && !own.numbers.includes(result.number))
    await updateContact(ctx, own.id, {
      ...{ outcome: 'told', note: 'Read the later version', by_id: actorId, at: ctx.now },
      is_reached: true,
    });
}
