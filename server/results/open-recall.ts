// Whoever saw a version that was wrong has to hear of it: the list is made of the log of views.
import type { Ctx } from '../platform/context.ts';
import { newId } from '../platform/ids.ts';
import {
  insertContacts,
  listContacts,
  updateContact,
  type ContactRow,
} from './contact-repository.ts';
import { listViews, type ViewRow } from './release-repository.ts';
import type { ResultRow } from './result-repository.ts';

/** `wrong` = the numbers of the versions that were wrong. Answers how many are to be told. */
export async function openRecall(
  ctx: Ctx,
  result: Pick<ResultRow, 'id' | 'clinic_id'>,
  wrong: readonly number[],
): Promise<number> {
  const views = (await listViews(ctx, result.id)).filter(({ number }) => wrong.includes(number));
  const byViewer = new Map<string, ViewRow[]>();
  for (const view of views) {
    const key = `${view.kind} ${view.viewer}`;
    byViewer.set(key, [...(byViewer.get(key) ?? []), view]);
  }
  const known = await listContacts(ctx, result.id);
  const made: ContactRow[] = [];
  let toTell = 0;
  for (const seen of byViewer.values()) {
    const [first] = seen;
    if (!first) continue;
    const told = known.filter(({ kind, viewer }) => kind === first.kind && viewer === first.viewer);
    const heardOf = told.flatMap(({ is_reached, numbers }) => (is_reached ? numbers : []));
    const numbers = seen.map(({ number }) => number).filter((each) => !heardOf.includes(each));
    if (numbers.length === 0) continue;
    toTell += 1;
    const waiting = told.find(({ is_reached }) => !is_reached);
    if (waiting) {
      await updateContact(ctx, waiting.id, {
        numbers: [...new Set([...waiting.numbers, ...numbers])],
      });
      continue;
    }
    made.push({
      ...{ organization_id: ctx.organizationId, id: newId(), clinic_id: result.clinic_id },
      ...{ result_id: result.id, kind: first.kind, viewer: first.viewer, name: first.name },
      ...{ numbers, first_seen_at: first.first_at, outcome: null, note: '', by_id: null, at: null },
      is_reached: false,
    });
  }
  await insertContacts(ctx, made);
  return toTell;
}
