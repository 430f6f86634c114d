// Builders for specs: a clinic with a laboratory, and a sender that speaks to its port.
import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { textAt } from '../../interop/hl7/field-values.ts';
import { segmentsNamed } from '../../interop/hl7/message.ts';
import { readMessage } from '../../interop/hl7/read-message.ts';
import { givenOrganization } from '../../staff/given-organization.ts';
import type { TestDatabase } from '../db/test-database.ts';
import { givenInterface } from '../drop-folder/given-drop-folder.ts';
import type { InterfaceRow } from '../drop-folder/interface-row.ts';
import { FrameReader } from '../mllp/frame-reader.ts';
import type { Hl7Appliers } from './hl7-applier.ts';
import type { Hl7MessageRow } from './hl7-message-row.ts';
import { startMllp, type RunningMllp } from './start-mllp.ts';

export interface GivenLaboratory {
  organizationId: string;
  clinicId: string;
  row: InterfaceRow;
}

/** Names nobody else in the database has: senders are found across organizations. */
let laboratories = 0;

export async function givenLaboratory(
  t: TestDatabase,
  over: Partial<InterfaceRow> = {},
): Promise<GivenLaboratory & { sender: string }> {
  const { organizationId, clinicIds } = await givenOrganization(t);
  const [clinicId = ''] = clinicIds;
  laboratories += 1;
  const sender = `LAB${laboratories}`;
  const row = await givenHl7Interface(t, organizationId, {
    ...{ clinic_id: clinicId, their_application: sender, ...over },
  });
  return { organizationId, clinicId, row, sender: row.their_application ?? '' };
}

export function givenHl7Interface(
  t: TestDatabase,
  organizationId: string,
  over: Partial<InterfaceRow>,
): Promise<InterfaceRow> {
  return givenInterface(t, organizationId, {
    ...{ kind: 'hl7', name: 'Valley laboratory', folder: 'hl7-valley', is_test: false },
    ...{ our_qualifier: null, our_id: null, their_qualifier: null, their_id: null },
    ...{ provider_name: null, provider_npi: null, their_facility: 'VALLEY' },
    ...over,
  });
}

export function givenListener(t: TestDatabase, appliers: Hl7Appliers): Promise<RunningMllp> {
  const place = { host: '127.0.0.1', port: 0, tls: null };
  const log = pino({ level: 'silent' });
  return startMllp({ database: t.database, appliers, place, log });
}

/** All that it answers to a stream, chunk by chunk, after which the sender says no more: the code and number of each. */
export async function answersTo(
  port: number | null,
  stream: Uint8Array,
  chunk = stream.length,
): Promise<[string, string][]> {
  const socket = connect(port ?? 0, '127.0.0.1').setNoDelay(true);
  const reader = new FrameReader(1_000_000);
  const answers: [string, string][] = [];
  socket.on('data', (heard) => {
    for (const { bytes } of reader.push(heard)) answers.push(answerIn(bytes));
  });
  await once(socket, 'connect');
  for (let at = 0; at < stream.length; at += chunk)
    if (!socket.write(stream.subarray(at, at + chunk))) await once(socket, 'drain');
  socket.end();
  await once(socket, 'close');
  return answers;
}

export function answerIn(bytes: Uint8Array): [string, string] {
  const read = readMessage(bytes);
  if (read.kind === 'refused') throw new Error('An answer cannot be read.');
  const [msa] = segmentsNamed(read.message, 'MSA');
  if (!msa) throw new Error('An answer has no MSA.');
  return [textAt(msa, 1) ?? '', textAt(msa, 2) ?? ''];
}

export function hl7MessagesOf(
  t: TestDatabase,
  { organization_id, id }: InterfaceRow,
): Promise<Hl7MessageRow[]> {
  return t
    .owner('hl7_message')
    .where({ organization_id, interface_id: id })
    .orderBy('arrival')
    .select<Hl7MessageRow[]>('*');
}
