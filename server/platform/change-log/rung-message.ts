// What travels in a NOTIFY: who rang, then organization and feed of each line. Ids only.
import type { Rung } from './doorbell.ts';

/** PostgreSQL refuses payloads of 8000 bytes and more. */
const longestMessage = 7900;

export function writeRungs(serverId: string, rung: readonly Rung[]): string[] {
  const messages: string[] = [];
  let message = serverId;
  for (const { organizationId, feed } of rung) {
    const line = `\n${organizationId} ${feed}`;
    if (message.length + line.length > longestMessage) {
      messages.push(message);
      message = serverId;
    }
    message += line;
  }
  if (message !== serverId) messages.push(message);
  return messages;
}

export function readRungs(message: string): { serverId: string; rung: Rung[] } {
  const [serverId = '', ...lines] = message.split('\n');
  const rung = lines.flatMap((line) => {
    const [organizationId, feed] = line.split(' ');
    return organizationId && feed ? [{ organizationId, feed }] : [];
  });
  return { serverId, rung };
}
