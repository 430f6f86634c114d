// Rung after commit with the feeds that were written; whoever delivers or reacts reads the log itself.
export interface Rung {
  organizationId: string;
  feed: string;
}

export interface Doorbell {
  ring(rung: readonly Rung[]): void;
  /** Returns the function that stops listening. */
  onRing(listener: (rung: readonly Rung[]) => void): () => void;
}

/** Within this process; `notifyDoorbell` carries it to the other servers. */
export function localDoorbell(): Doorbell {
  const listeners = new Set<(rung: readonly Rung[]) => void>();
  return {
    ring(rung) {
      for (const listener of listeners) listener(rung);
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
