import { changeRefillReminder, getRefillReminder } from '#contract/refill-reminder';
import { route, type Route } from '../../platform/http/route.ts';
import * as service from './refill-reminder-service.ts';

export const refillReminderRoutes: readonly Route[] = [
  route(getRefillReminder, (ctx, { query }) => service.getRefillReminder(ctx, query.clinicId)),
  route(changeRefillReminder, (ctx, { body }) => service.changeRefillReminder(ctx, body)),
];
