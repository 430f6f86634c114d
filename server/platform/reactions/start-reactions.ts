import type { Logger } from 'pino';
import { capabilityOf } from '#contract/realtime';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import { organizationWorkers } from '../organization-workers.ts';
import type { Reaction } from '../slice.ts';
import { runReactionsOnce } from './run-reactions.ts';

const pollMs = 2000;

/** Reacts when the doorbell rings, and by a slow poll to what no ring told of. */
export function startReactions(options: {
  database: Database;
  reactions: readonly Reaction[];
  log: Logger;
}): { stop(): Promise<void> } {
  const { database, reactions, log } = options;
  const capabilities = new Set(reactions.map((reaction) => reaction.capability));
  const workers = organizationWorkers({
    atOnce: 2,
    run: (organizationId) =>
      runReactionsOnce(database, reactions, organizationId, (failure) =>
        log.error(failure, 'reaction failed'),
      ),
    failed: (error) => log.error({ code: errorCode(error) }, 'reactions could not run'),
  });
  const stopListening = database.doorbell.onRing((rung) => {
    for (const { organizationId, feed } of rung)
      if (capabilities.has(capabilityOf(feed))) workers.request(organizationId);
  });
  const poll = setInterval(() => {
    listOrganizations(database).then(
      (organizationIds) => organizationIds.forEach((id) => workers.request(id)),
      (error: unknown) => log.error({ code: errorCode(error) }, 'reactions could not poll'),
    );
  }, pollMs);
  return {
    async stop() {
      stopListening();
      clearInterval(poll);
      await workers.stop();
    },
  };
}
