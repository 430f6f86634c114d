import { closeDrawer, getOwnDrawer, listDrawers, openDrawer } from '#contract/drawers';
import { collectCopay, getCopay, getReceipt, skipCopay, voidPayment } from '#contract/payments';
import { route, type Route } from '../platform/http/route.ts';
import * as copayQueries from './copay-queries.ts';
import * as copays from './copay-service.ts';
import * as drawerQueries from './drawer-queries.ts';
import * as drawers from './drawer-service.ts';

export const paymentsRoutes: readonly Route[] = [
  route(getCopay, (ctx, { params }) => copayQueries.getCopay(ctx, params.appointmentId)),
  route(collectCopay, (ctx, { params, body }) => copays.collectCopay(ctx, { ...params, ...body })),
  route(skipCopay, (ctx, { params, body }) => copays.skipCopay(ctx, { ...params, ...body })),
  route(voidPayment, (ctx, { params, body }) => copays.voidPayment(ctx, { ...params, ...body })),
  route(getReceipt, (ctx, { params }) => copayQueries.getReceipt(ctx, params.paymentId)),
  route(getOwnDrawer, (ctx, { query }) => drawerQueries.getOwnDrawer(ctx, query.clinicId)),
  route(listDrawers, (ctx, { query }) => drawerQueries.listDrawers(ctx, query)),
  route(openDrawer, (ctx, { body }) => drawers.openDrawer(ctx, body)),
  route(closeDrawer, (ctx, { params, body }) => drawers.closeDrawer(ctx, { ...params, ...body })),
];
