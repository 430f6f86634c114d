// Streams as they come over the wire: whole, in pieces, with noise, broken off; and very many at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { once } from 'node:events';
import { after, before, describe, it } from 'node:test';
import { Client, Message } from 'node-hl7-client';
import { findCorpus } from '../../../scripts/corpora.ts';
import { labReport } from '../../interop/hl7/given-hl7.ts';
import { looseHeader } from '../../interop/hl7/header.ts';
import { readMessage } from '../../interop/hl7/read-message.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { framed, FrameReader } from '../mllp/frame-reader.ts';
import {
  answerIn,
  answersTo,
  givenLaboratory,
  givenListener,
  hl7MessagesOf,
} from './given-hl7-inbox.ts';
import type { RunningMllp } from './start-mllp.ts';

let t: TestDatabase;
let running: RunningMllp;
before(async () => {
  t = await testDatabase();
  running = await givenTaking();
});
after(async () => {
  await running.stop();
  await t.close();
});

const takenTypes = ['ORU^R01', 'SIU^S12', 'SIU^S15', 'ADT^A08'];

function givenTaking(): Promise<RunningMllp> {
  const nothing = () => Promise.resolve();
  return givenListener(t, Object.fromEntries(takenTypes.map((type) => [type, nothing])));
}

const expectations = findCorpus('hl7v2/mllp-derived/EXPECTED.json');
if (expectations === null) {
  process.stdout.write('# The MLLP corpora are not here: nothing of them is tested.\n');
} else {
  const expected = JSON.parse(readFileSync(expectations, 'utf8')) as Record<
    string,
    { complete_frames: number }
  >;
  describe('a stream of others', () => {
    for (const [name, { complete_frames: frames }] of Object.entries(expected))
      // A million pieces say no more than a thousand.
      for (const chunk of name.startsWith('1MiB') ? [1460, Infinity] : [1, 7, 1460, Infinity])
        it(`is answered frame by frame: ${name} in pieces of ${chunk}`, async () => {
          const bytes = readFileSync(findCorpus(`hl7v2/mllp-derived/${name}`)!);
          const rows = await givenSendersOf(bytes);
          // One of its own: a listener remembers for moments whose a sender is, and here it is another’s each time.
          const listener = await givenTaking();
          const answers = await answersTo(listener.port, bytes, Math.min(chunk, bytes.length));
          await listener.stop();
          assert.equal(answers.length, frames);
          const refused = name.startsWith('unknown-message-type');
          for (const [code] of answers) assert.match(code, refused ? /^[AC]R$/ : /^[AC]A$/);
          const kept = await Promise.all(rows.map((row) => hl7MessagesOf(t, row)));
          assert.equal(kept.flat().length, name.startsWith('duplicate') ? 1 : frames);
          await t
            .owner('interface')
            .whereIn(
              'id',
              rows.map(({ id }) => id),
            )
            .update({ enabled: false });
        });
  });
}

/** An interface for each sender of the stream. */
async function givenSendersOf(stream: Uint8Array) {
  const senders = new Map<string, { application: string; facility: string; isTest: boolean }>();
  for (const { bytes } of new FrameReader(4_000_000).push(stream)) {
    const read = readMessage(bytes);
    if (read.kind === 'refused') continue;
    const header = looseHeader(read.message.segments[0]);
    const [application, facility] = [header.sendingApplication.name, header.sendingFacility.name];
    const isTest = header.processing !== null && header.processing !== 'P';
    senders.set(`${application} ${facility}`, { application, facility, isTest });
  }
  const given = [...senders.values()].map(({ application, facility, isTest }) =>
    givenLaboratory(t, {
      ...{ their_application: application, their_facility: facility, is_test: isTest },
    }),
  );
  return (await Promise.all(given)).map(({ row }) => row);
}

describe('a sender of another make', () => {
  it('hears that its message is kept, and sees it kept by then', async () => {
    const { row, sender } = await givenLaboratory(t);
    const client = new Client({ host: '127.0.0.1', version: '2.5.1' });
    const heard = Promise.withResolvers<{ code: string; kept: number }>();
    const connection = client.createConnection(
      { port: running.port ?? 0, version: '2.5.1' },
      async (answer) => {
        const kept = await hl7MessagesOf(t, row);
        heard.resolve({ code: answer.getMessage().get('MSA.1').toString(), kept: kept.length });
      },
    );
    const text = labReport({ sender, controlId: 'X-1' }).toString().trimEnd();
    await connection.sendMessage(new Message({ text }));
    assert.deepEqual(await heard.promise, { code: 'AA', kept: 1 });
    await connection.close();
    client.closeAll();
  });
});

describe('twenty thousand messages on one connection', () => {
  it('are kept, each once, answered in their order, in no more memory than a few', async () => {
    const many = 20_000;
    const { row, sender } = await givenLaboratory(t);
    const template = labReport({ sender, controlId: '@' }).toString();
    const socket = connect(running.port ?? 0, '127.0.0.1');
    const reader = new FrameReader(1_000_000);
    let answered = 0;
    let largest = 0;
    const all = Promise.withResolvers<undefined>();
    socket.on('data', (chunk) => {
      for (const { bytes } of reader.push(chunk)) {
        assert.deepEqual(answerIn(bytes), ['AA', String(answered)]);
        answered += 1;
        if (answered % 1_000 === 0) largest = Math.max(largest, process.memoryUsage().heapUsed);
      }
      if (answered === many) all.resolve(undefined);
    });
    await once(socket, 'connect');
    const before = process.memoryUsage().heapUsed;
    for (let at = 0; at < many; at += 1)
      if (!socket.write(framed(Buffer.from(template.replace('|@|', `|${at}|`)))))
        await once(socket, 'drain');
    await all.promise;
    socket.end();
    await once(socket, 'close');
    const { rows } = await t.owner.raw<{
      rows: { kept: number; numbers: number; copies: number }[];
    }>(
      `select cast(count(*) as integer) as kept, cast(count(distinct control_id) as integer) as numbers,
         max(copies) as copies
       from hl7_message where interface_id = ?`,
      [row.id],
    );
    assert.deepEqual(rows, [{ kept: many, numbers: many, copies: 1 }]);
    assert.ok(largest - before < 300 * 1024 * 1024, 'what waits to be kept is held back');
  });
});
