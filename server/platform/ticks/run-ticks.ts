// Work that is due by the clock. Every server runs every tick; the tick itself takes due rows with `skip locked`.
import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import { listOrganizations } from '../db/list-organizations.ts';
import { errorCode } from '../error-code.ts';
import type { Tick } from '../slice.ts';

/** One run for one organization; returns how many rows it handled. */
export function runTickOnce(
  database: Database,
  tick: Tick,
  organizationId: string,
): Promise<number> {
  return database.inTransaction(
    { kind: 'system', organizationId, reason: `tick ${tick.name}` },
    (ctx) => tick.run(ctx),
  );
}

export function startTicks(options: { database: Database; ticks: readonly Tick[]; log: Logger }): {
  stop(): Promise<void>;
} {
  const loops = options.ticks.map((tick) => startTick({ ...options, tick }));
  return {
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
    },
  };
}

/** The next run is set when one ends, so that runs of a tick never overlap. */
function startTick(options: { database: Database; tick: Tick; log: Logger }): {
  stop(): Promise<void>;
} {
  const { database, tick, log } = options;
  const woken = new Set<string>();
  let stopped = false;
  let running: Promise<void> | null = null;
  let timer = setTimeout(start, tick.everyMs, runForAll);

  function start(run: () => Promise<void>): void {
    clearTimeout(timer);
    running = run().then(() => {
      running = null;
      if (stopped) return;
      if (woken.size > 0) start(runForWoken);
      else timer = setTimeout(start, tick.everyMs, runForAll);
    });
  }

  const stopListening = database.doorbell.onRing((rung) => {
    for (const { organizationId, feed } of rung)
      if (feed === tick.wokenBy) woken.add(organizationId);
    if (woken.size > 0 && running === null && !stopped) start(runForWoken);
  });

  async function runForWoken(): Promise<void> {
    const organizationIds = [...woken];
    woken.clear();
    for (const organizationId of organizationIds) await runForOne(organizationId);
  }

  async function runForAll(): Promise<void> {
    try {
      for (const organizationId of await listOrganizations(database))
        await runForOne(organizationId);
    } catch (error) {
      log.error({ tick: tick.name, code: errorCode(error) }, 'tick could not start');
    }
  }

  async function runForOne(organizationId: string): Promise<void> {
    if (stopped) return;
    try {
      const handled = await runTickOnce(database, tick, organizationId);
      // What is woken goes on until nothing is left.
      if (handled > 0 && tick.wokenBy !== undefined) woken.add(organizationId);
    } catch (error) {
      log.error({ tick: tick.name, code: errorCode(error) }, 'tick failed');
    }
  }

  return {
    async stop() {
      stopped = true;
      stopListening();
      clearTimeout(timer);
      await running;
    },
  };
}
