import {
  askInterpreterAgain,
  confirmInterpreter,
  countInterpreterRequests,
  declineInterpreter,
  getInterpreterRequest,
  listInterpreterRequests,
} from '#contract/interpreter-requests';
import { route, type Route } from '../../platform/http/route.ts';
import * as queries from './interpreter-queries.ts';
import * as service from './interpreter-service.ts';

export const interpreterRoutes: readonly Route[] = [
  route(listInterpreterRequests, async (ctx, { query }) => ({
    items: await queries.listInterpreterRequests(ctx, query.clinicId),
  })),
  route(countInterpreterRequests, async (ctx, { query }) => ({
    open: await queries.countInterpreterRequests(ctx, query.clinicId),
  })),
  route(getInterpreterRequest, async (ctx, { params }) => ({
    request: await queries.getInterpreterRequest(ctx, params.appointmentId),
  })),
  route(confirmInterpreter, (ctx, { params, body }) =>
    service.confirmInterpreter(ctx, { ...params, ...body }),
  ),
  route(declineInterpreter, (ctx, { params, body }) =>
    service.declineInterpreter(ctx, { ...params, ...body }),
  ),
  route(askInterpreterAgain, (ctx, { params, body }) =>
    service.askInterpreterAgain(ctx, { ...params, ...body }),
  ),
];
