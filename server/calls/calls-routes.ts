import {
  addCall,
  callQueue,
  callQueueViews,
  cancelCall,
  endCall,
  listPatientCalls,
  startCall,
} from '#contract/calls';
import { route, type Route } from '../platform/http/route.ts';
import { queueRoutes } from '../platform/work/queue-routes.ts';
import { viewRoutes } from '../platform/work/view-routes.ts';
import { calls } from './calls-queue.ts';
import * as service from './calls-service.ts';
import { listCallsOf } from './patient-call-queries.ts';

export function callsRoutes(): Route[] {
  return [
    ...queueRoutes(calls, callQueue),
    ...viewRoutes(calls, callQueueViews),
    route(listPatientCalls, async (ctx, { params }) => ({
      items: await listCallsOf(ctx, params.patientId),
    })),
    route(addCall, (ctx, { body }) => service.addCall(ctx, body)),
    route(startCall, (ctx, { params, body }) => service.startCall(ctx, { ...params, ...body })),
    route(endCall, (ctx, { params, body }) => service.endCall(ctx, { ...params, ...body })),
    route(cancelCall, (ctx, { params, body }) => service.cancelCall(ctx, { ...params, ...body })),
  ];
}
