// A console that does not take what it is sent is dropped before its queue grows; it resumes when it comes back.
import { socketsIn, type ConsoleServer, type ConsoleSocket } from './console-server.ts';

const longestQueueBytes = 1_000_000;
const longestQueue = 500;

/** engine.io calls the field private; it has no other measure of what waits to be sent. */
interface Queue {
  writeBuffer?: readonly { data?: string | Buffer }[];
}

export function dropSlowConsoles(io: ConsoleServer, room: string): void {
  for (const socket of socketsIn(io, room)) if (isTooSlow(socket)) socket.conn.close(true);
}

function isTooSlow(socket: ConsoleSocket): boolean {
  const queue = (socket.conn as unknown as Queue).writeBuffer ?? [];
  if (queue.length < 2) return false;
  if (queue.length > longestQueue) return true;
  let bytes = 0;
  for (const packet of queue) bytes += packet.data?.length ?? 0;
  return bytes > longestQueueBytes;
}
