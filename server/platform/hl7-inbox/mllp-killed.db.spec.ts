// A server that is killed between its commit and its acknowledgement: the sender sends again, and it counts once.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { after, before, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { labReport } from '../../interop/hl7/given-hl7.ts';
import { testDatabase, type TestDatabase } from '../db/test-database.ts';
import { framed } from '../mllp/frame-reader.ts';
import { answersTo, givenLaboratory, hl7MessagesOf } from './given-hl7-inbox.ts';

let t: TestDatabase;
const servers: ChildProcess[] = [];
before(async () => {
  t = await testDatabase();
});
after(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await t.close();
});

it('a message whose server was killed before it answered is kept once and acknowledged once', async () => {
  const { row, sender } = await givenLaboratory(t);
  const sent = framed(labReport({ sender, controlId: 'K-1' }));
  const killed = await givenServer(true);
  const socket = connect(killed.port, '127.0.0.1').on('error', () => undefined);
  const heard: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => heard.push(chunk));
  socket.write(sent);
  assert.equal(await killed.nextLine(), 'kept');
  const closed = once(socket, 'close');
  killed.child.kill('SIGKILL');
  await closed;
  assert.deepEqual(heard, []);
  assert.equal((await hl7MessagesOf(t, row)).length, 1);

  const next = await givenServer(false);
  assert.deepEqual(await answersTo(next.port, sent), [['AA', 'K-1']]);
  const rows = await hl7MessagesOf(t, row);
  assert.deepEqual(
    rows.map(({ copies, answer }) => [copies, answer]),
    [[2, 'accepted']],
  );
});

async function givenServer(isKilled: boolean) {
  const file = fileURLToPath(new URL('test-mllp-server.ts', import.meta.url));
  const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'] });
  servers.push(child);
  child.stdin.write(JSON.stringify({ connection: t.connections.app, isKilled }));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextLine = async (): Promise<string> => String((await lines.next()).value);
  return { child, nextLine, port: Number(await nextLine()) };
}
