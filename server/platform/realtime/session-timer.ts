// A socket ends with its session. People extend sessions by what they do, so at the known end the session is read
// again before anybody is sent away.
import type { Access } from './access.ts';
import type { ConsoleSocket } from './console-server.ts';

const longestWaitMs = 60 * 60 * 1000;
const shortestWaitMs = 1000;

export function endWithSession(
  socket: ConsoleSocket,
  options: { clockNow: () => string; recheck: Access['recheck'] },
): { stop(): void } {
  const { clockNow, recheck } = options;
  let timer = wait();

  function wait(): NodeJS.Timeout {
    const left = Date.parse(socket.data.signedIn.expiresAt) - Date.parse(clockNow());
    const ms = Math.min(Math.max(left, shortestWaitMs), longestWaitMs);
    return setTimeout(() => void recheckThenWait(), ms);
  }

  async function recheckThenWait(): Promise<void> {
    await recheck(socket, 'expired');
    if (!socket.disconnected) timer = wait();
  }

  return { stop: () => clearTimeout(timer) };
}
