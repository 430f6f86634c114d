// Whose interface a message is of, by what it says of its sender. Nobody has signed in: only ids are found.
import type { MessageHeader } from '../../interop/hl7/header.ts';
import type { Database } from '../db/database.ts';

export interface Sender {
  organizationId: string;
  interfaceId: string;
  clinicId: string;
  isTest: boolean;
}

interface FoundRow {
  organization_id: string;
  id: string;
  clinic_id: string;
  our_application: string | null;
  our_facility: string | null;
  is_test: boolean;
}

export type FindSender = (header: MessageHeader) => Promise<Sender | null>;

/** What an administrator changes counts after so long: a lab that waits for each answer is not to be looked up each time. */
const rememberedMs = 2_000;
const mostRemembered = 1_000;

/**
 * `null` where no interface names the sender, and where interfaces of two organizations do: a message is never given to
 * one of them by guessing. Within one, that which names us most exactly counts.
 */
export function senderFinder(database: Database): FindSender {
  const remembered = new Map<string, { until: number; rows: Promise<FoundRow[]> }>();
  return async (header) => {
    const { sendingApplication, sendingFacility } = header;
    const [application, facility] = [nameOf(sendingApplication), nameOf(sendingFacility)];
    const key = JSON.stringify([application, facility]);
    const now = performance.now();
    let known = remembered.get(key);
    if (!known || known.until <= now) {
      if (remembered.size >= mostRemembered) remembered.clear();
      known = { until: now + rememberedMs, rows: findRows(database, application, facility) };
      remembered.set(key, known);
      known.rows.catch(() => remembered.delete(key));
    }
    return pick(await known.rows, header);
  };
}

function findRows(database: Database, application: string, facility: string): Promise<FoundRow[]> {
  return database.inTransaction({ kind: 'lookup' }, async ({ db }) => {
    const { rows } = await db.raw<{ rows: FoundRow[] }>(
      `select organization_id, id, clinic_id, our_application, our_facility, is_test
       from find_hl7_interfaces(?, ?)`,
      [application, facility],
    );
    return rows;
  });
}

function pick(rows: readonly FoundRow[], header: MessageHeader): Sender | null {
  const [application, facility] = [
    nameOf(header.receivingApplication),
    nameOf(header.receivingFacility),
  ];
  const fitting = rows.filter(
    (row) =>
      (row.our_application === null || row.our_application === application) &&
      (row.our_facility === null || row.our_facility === facility),
  );
  if (new Set(fitting.map((row) => row.organization_id)).size !== 1) return null;
  const exactness = (row: FoundRow): number =>
    Number(row.our_application !== null) * 2 + Number(row.our_facility !== null);
  const best = fitting.reduce((one, other) => (exactness(other) > exactness(one) ? other : one));
  return {
    organizationId: best.organization_id,
    interfaceId: best.id,
    clinicId: best.clinic_id,
    isTest: best.is_test,
  };
}

/** Some say only their OID. */
function nameOf({ name, universalId }: MessageHeader['sendingApplication']): string {
  return name === '' ? (universalId ?? '') : name;
}
