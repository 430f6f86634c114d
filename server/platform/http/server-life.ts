// How long the HTTP server waits: for those who send slowly, and at its end for what still runs.
import type { Server, ServerOptions } from 'node:http';

/** Enough for a file of the standard size over a slow line: who needs longer holds a connection open for nothing. */
export const impatience: ServerOptions = {
  headersTimeout: 15_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
};

const lastMomentMs = 8_000;

/** Takes no more connections; those that are idle go at once, the others when their request is answered. */
export function closeInOrder(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const sweeping = setInterval(() => server.closeIdleConnections(), 50);
    const last = setTimeout(() => server.closeAllConnections(), lastMomentMs);
    server.close(() => {
      clearInterval(sweeping);
      clearTimeout(last);
      resolve();
    });
  });
}
