// Messages of laboratories: listened for, kept, acknowledged, and applied afterwards.
import type { Logger } from 'pino';
import { usualHl7Limits } from '../../interop/hl7/read-message.ts';
import type { MllpPlace } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { listenForMllp, type MllpListener } from '../mllp/mllp-listener.ts';
import { startApplying } from './apply-messages.ts';
import type { Hl7Appliers } from './hl7-applier.ts';
import { takeMessages } from './take-messages.ts';

export interface MllpOptions {
  database: Database;
  appliers: Hl7Appliers;
  /** `null`: nothing listens here; what other servers took is applied all the same. */
  place: MllpPlace | null;
  log: Logger;
}

export interface MllpHealth {
  /** `off`: no port is configured. */
  listener: 'off' | 'listening' | 'down';
  connections: number;
  /** Since the start: messages of senders that no interface names. */
  unknownSenders: number;
}

export interface RunningMllp {
  port: number | null;
  health(): MllpHealth;
  stop(): Promise<void>;
}

/** @throws StartRefused where the place cannot be listened on */
export async function startMllp(options: MllpOptions): Promise<RunningMllp> {
  const { database, appliers, place, log } = options;
  let unknownSenders = 0;
  const take = takeMessages({
    database,
    takes: (type) => Object.hasOwn(appliers, type),
    unknown: () => {
      unknownSenders += 1;
    },
  });
  const listener: MllpListener | null =
    place && (await listenForMllp({ place, take, mostFrameBytes: usualHl7Limits.bytes, log }));
  const applying = startApplying({ database, appliers, log });
  return {
    port: listener?.port ?? null,
    health: () => ({
      listener: listener === null ? 'off' : listener.isListening() ? 'listening' : 'down',
      connections: listener?.connections() ?? 0,
      unknownSenders,
    }),
    async stop() {
      await listener?.stop();
      await applying.stop();
    },
  };
}
