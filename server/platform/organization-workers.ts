// Background work per organization: never twice at once for the same one, asked for again while it runs = run
// again after, and no more than a few organizations at a time, so that people's requests find a connection.
export interface OrganizationWorkers {
  request(organizationId: string): void;
  /** Takes no more requests and waits for what runs. */
  stop(): Promise<void>;
}

export function organizationWorkers(options: {
  atOnce: number;
  run: (organizationId: string) => Promise<void>;
  failed: (error: unknown, organizationId: string) => void;
}): OrganizationWorkers {
  const { atOnce, run, failed } = options;
  const waiting = new Set<string>();
  const running = new Map<string, Promise<void>>();
  let stopped = false;

  function startNext(): void {
    for (const organizationId of waiting) {
      if (running.size >= atOnce) return;
      if (running.has(organizationId)) continue;
      waiting.delete(organizationId);
      running.set(organizationId, work(organizationId));
    }
  }

  async function work(organizationId: string): Promise<void> {
    try {
      await run(organizationId);
    } catch (error) {
      failed(error, organizationId);
    }
    running.delete(organizationId);
    startNext();
  }

  return {
    request(organizationId) {
      if (stopped) return;
      waiting.add(organizationId);
      startNext();
    },
    async stop() {
      stopped = true;
      waiting.clear();
      await Promise.all(running.values());
    },
  };
}
