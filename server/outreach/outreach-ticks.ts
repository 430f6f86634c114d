import type { Tick } from '../platform/slice.ts';
import type { OutreachSettings } from './outreach-settings.ts';
import { expireMessages, loseSight } from './sending-service.ts';
import { remindOfVisits } from './visit-message-service.ts';

export function outreachTicks(settings: OutreachSettings): readonly Tick[] {
  return [
    {
      name: 'outreach.messages',
      everyMs: 15_000,
      run: async (ctx) => (await loseSight(ctx)) + (await expireMessages(ctx)),
    },
    {
      name: 'outreach.reminders',
      everyMs: 20_000,
      run: (ctx) => remindOfVisits(ctx, settings),
    },
  ];
}
