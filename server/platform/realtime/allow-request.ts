// Who may open a connection at all: pages of our own origin. A socket carries the session's cookie, so a foreign
// page must not reach it.
import type { IncomingMessage } from 'node:http';

export type AllowedOrigin = (origin: string, host: string) => boolean;

/**
 * Browsers name the origin of every WebSocket; of a polling request to their own site they may not, and say
 * `same-origin` instead. Programs that are not browsers send an `Origin` themselves.
 */
export function comesFromOurPages(request: IncomingMessage, allowedOrigin: AllowedOrigin): boolean {
  const { origin, host = '' } = request.headers;
  if (origin !== undefined) return allowedOrigin(origin, host);
  return request.headers['sec-fetch-site'] === 'same-origin';
}
