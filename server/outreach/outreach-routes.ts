import {
  changeOutreachPolicy,
  countMessages,
  dropMessage,
  getMessageHistory,
  getOutreachPolicy,
  listMessages,
  listPatientMessages,
  markMessageDelivered,
  resendMessage,
  withdrawMessage,
} from '#contract/outreach';
import { listMessageStops, releaseMessages, stopMessages } from '#contract/outreach-stops';
import { route, type Route } from '../platform/http/route.ts';
import * as messages from './message-service.ts';
import * as queries from './outreach-queries.ts';
import * as policy from './policy-service.ts';
import * as stops from './stop-service.ts';

export function outreachRoutes(): Route[] {
  return [
    route(listMessages, (ctx, { query }) => queries.listMessages(ctx, query)),
    route(countMessages, async (ctx, { query }) => ({
      trouble: await queries.countTrouble(ctx, query.clinicId),
    })),
    route(listPatientMessages, (ctx, { params }) =>
      queries.listPatientMessages(ctx, params.patientId),
    ),
    route(getMessageHistory, (ctx, { params }) => queries.getMessageHistory(ctx, params.messageId)),
    route(withdrawMessage, (ctx, { params, body }) =>
      messages.withdrawMessage(ctx, { ...params, ...body }),
    ),
    route(resendMessage, (ctx, { params, body }) =>
      messages.resendMessage(ctx, { ...params, ...body }),
    ),
    route(dropMessage, (ctx, { params, body }) =>
      messages.dropMessage(ctx, { ...params, ...body }),
    ),
    route(markMessageDelivered, (ctx, { params, body }) =>
      messages.markMessageDelivered(ctx, { ...params, ...body }),
    ),
    route(getOutreachPolicy, (ctx, { query }) => queries.getOutreachPolicy(ctx, query.clinicId)),
    route(changeOutreachPolicy, (ctx, { body }) => policy.changeOutreachPolicy(ctx, body)),
    route(listMessageStops, (ctx, { query }) => queries.listStops(ctx, query.clinicId)),
    route(stopMessages, (ctx, { body }) => stops.stopMessages(ctx, body)),
    route(releaseMessages, (ctx, { params, body }) =>
      stops.releaseMessages(ctx, { ...params, ...body }),
    ),
  ];
}
