import { once } from 'node:events';
import { createServer } from 'node:net';
import { StartRefused } from './platform/start-refused.ts';

/** Before anything is started: is the address free to listen on? */
export async function requirePort({ host, port }: { host: string; port: number }): Promise<void> {
  const probe = createServer();
  try {
    probe.listen(port, host);
    await once(probe, 'listening');
  } catch (error) {
    throw portRefused(error, { host, port });
  } finally {
    probe.close();
  }
}

export function portRefused(error: unknown, { host, port }: { host: string; port: number }): Error {
  switch ((error as NodeJS.ErrnoException).code ?? '') {
    case 'EADDRINUSE':
      return new StartRefused(
        `Port ${port} on ${host} is in use: stop what runs there, or set PORT to another one.`,
      );
    case 'EACCES':
      return new StartRefused(`Port ${port} is not allowed for this user: set PORT above 1023.`);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartRefused(`HOST ${host} is no address of this machine.`);
    default:
      return error as Error;
  }
}
