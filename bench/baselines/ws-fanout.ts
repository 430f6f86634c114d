// Bare fan-out: every POST sends one message of a change's size to every client, without a log or rooms.
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';

let sent = 0;
const server = createServer((request, response) => {
  if (request.method !== 'POST') {
    response.end('ok');
    return;
  }
  const key = `message ${++sent}`;
  const message = JSON.stringify({ key, filler: 'x'.repeat(900) });
  const at = performance.timeOrigin + performance.now();
  for (const client of sockets.clients) client.send(message);
  response.end(JSON.stringify({ key, at }));
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
server.listen(Number(process.argv[2]), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
