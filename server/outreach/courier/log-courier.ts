import type { Logger } from 'pino';
import type { Courier } from './courier.ts';

/** Where no carrier is set up: says that something would have left, and nothing of what or to whom. */
export function logCourier(log: Logger): Courier {
  return {
    carry({ messageId, channel, attempt }) {
      log.info({ messageId, channel, attempt }, 'message would leave; no carrier is set up');
      return Promise.resolve({ kind: 'taken', carrierRef: null });
    },
  };
}
