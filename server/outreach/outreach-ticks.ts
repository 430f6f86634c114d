import type { Tick } from '../platform/slice.ts';
import { expireMessages, loseSight } from './sending-service.ts';

export const outreachTicks: readonly Tick[] = [
  {
    name: 'outreach.messages',
    everyMs: 15_000,
    run: async (ctx) => (await loseSight(ctx)) + (await expireMessages(ctx)),
  },
];
