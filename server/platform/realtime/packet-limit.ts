import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { ConsoleSocket } from './console-server.ts';

/** A console sends a presence each half minute and a resume now and then; a flood is not a console. */
const limiter = new RateLimiterMemory({ points: 100, duration: 10 });

export function limitPackets(socket: ConsoleSocket): void {
  socket.use((_packet, next) => {
    limiter.consume(socket.id).then(
      () => next(),
      () => socket.conn.close(true),
    );
  });
}
