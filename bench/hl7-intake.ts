// 20,000 results over one connection, each acknowledged after its commit, against one insert and commit for each.
import { once } from 'node:events';
import { connect } from 'node:net';
import { pino } from 'pino';
import { labReport } from '../server/interop/hl7/given-hl7.ts';
import { answerIn, givenHl7Interface } from '../server/platform/hl7-inbox/given-hl7-inbox.ts';
import { takeMessages } from '../server/platform/hl7-inbox/take-messages.ts';
import { framed, FrameReader } from '../server/platform/mllp/frame-reader.ts';
import { listenForMllp } from '../server/platform/mllp/mllp-listener.ts';
import type { Bench } from './bench.ts';
import { kernelDatabase } from './kernel-database.ts';

const messages = 20_000;
const sender = 'BENCHLAB';

export const hl7Intake: Bench = {
  name: 'hl7-intake',
  unit: 'messages/s',
  baselineName: 'one INSERT and COMMIT per message',
  goal: { atLeast: 0.5 },
  rounds: 3,
  async prepare() {
    const { database, owner, t, clinic, end } = await kernelDatabase();
    const { organizationId, clinicId } = clinic;
    await givenHl7Interface(t, organizationId, { clinic_id: clinicId, their_application: sender });
    await owner.raw('create table bare (id bigint primary key, content bytea)');
    await owner.raw('grant all on bare to daysheet_app');
    // Taking is measured; applying is the slice's.
    const listener = await listenForMllp({
      ...{ place: { host: '127.0.0.1', port: 0, tls: null }, mostFrameBytes: 1_000_000 },
      take: takeMessages({ database, takes: () => true, unknown: () => undefined }),
      log: pino({ level: 'silent' }),
    });
    const template = labReport({ sender, controlId: '@' }).toString();
    const faults: string[] = [];
    let round = 0;
    return {
      n: messages,
      async ours() {
        round += 1;
        const numbers = Array.from({ length: messages }, (_, at) => `${round}-${at}`);
        const frames = numbers.map((number) =>
          framed(Buffer.from(template.replace('|@|', `|${number}|`))),
        );
        const from = performance.now();
        const answered = await send(listener.port, frames);
        const seconds = (performance.now() - from) / 1000;
        if (answered.join() !== numbers.map((number) => `AA ${number}`).join())
          faults.push('answers differ from what was sent');
        const kept = await owner('hl7_message')
          .where('control_id', 'like', `${round}-%`)
          .distinct('control_id')
          .pluck<string[]>('control_id');
        if (kept.length !== messages) faults.push(`${kept.length} of ${messages} are kept`);
        return messages / seconds;
      },
      async baseline() {
        await owner.raw('truncate bare');
        const content = Buffer.from(template);
        const from = performance.now();
        for (let id = 0; id < messages; id += 1)
          await database.pool.raw('insert into bare values (?, ?)', [id, content]);
        const seconds = (performance.now() - from) / 1000;
        return messages / seconds;
      },
      faults: () => Promise.resolve(faults),
      async end() {
        await listener.stop();
        await end();
      },
    };
  },
};

async function send(port: number, frames: readonly Buffer[]): Promise<string[]> {
  const socket = connect(port, '127.0.0.1');
  const reader = new FrameReader(1_000_000);
  const answers: string[] = [];
  const all = Promise.withResolvers<undefined>();
  socket.on('data', (chunk) => {
    for (const { bytes } of reader.push(chunk)) answers.push(answerIn(bytes).join(' '));
    if (answers.length === frames.length) all.resolve(undefined);
  });
  await once(socket, 'connect');
  for (const frame of frames) if (!socket.write(frame)) await once(socket, 'drain');
  await all.promise;
  socket.destroy();
  return answers;
}
