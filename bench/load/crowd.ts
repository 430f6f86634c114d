// Many consoles in one process. Prints `ready` when all listen, then for each change how many of them have it and
// when the last one got it.
import { text } from 'node:stream/consumers';
import { io } from 'socket.io-client';
import { WebSocket } from 'ws';
import type { ChangeFrame } from '#contract/realtime';

const [, , kind, url = '', size = '0'] = process.argv;
const wanted = Number(size);
const cookie = await text(process.stdin);
const seen = new Map<string, number>();

function saw(key: string): void {
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  if (count === wanted)
    process.stdout.write(`${key}\t${count}\t${performance.timeOrigin + performance.now()}\n`);
}

function joinSocket(): Promise<void> {
  const socket = io(url, {
    transports: ['websocket'],
    extraHeaders: { cookie, origin: url },
    forceNew: true,
  });
  socket.on('changes', (frame: ChangeFrame) => {
    for (const change of frame.changes) {
      if (change.type.startsWith('calls.')) saw(`${change.entityId} ${change.version}`);
    }
  });
  return new Promise((resolve, reject) => {
    socket.once('welcome', () => resolve());
    socket.once('connect_error', reject);
  });
}

function joinWs(): Promise<void> {
  const socket = new WebSocket(url.replace('http', 'ws'));
  socket.on('message', (data: Buffer) => {
    saw((JSON.parse(data.toString()) as { key: string }).key);
  });
  return new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
}

for (let joined = 0; joined < wanted; joined += 50) {
  const batch = Array.from({ length: Math.min(50, wanted - joined) }, () =>
    kind === 'socket' ? joinSocket() : joinWs(),
  );
  await Promise.all(batch);
}
process.stdout.write('ready\n');
