import {
  countAccessesToReview,
  linkOwnChart,
  listAccessesToReview,
  listAccessReviews,
  listWatchedPeople,
  reviewAccesses,
  searchFailedTries,
  searchPatientAccesses,
  searchPersonAccesses,
  searchTakenOut,
  takePrivacyList,
} from '#contract/privacy';
import { route, type Route } from '../platform/http/route.ts';
import * as ownCharts from './own-chart-service.ts';
import * as privacy from './privacy-service.ts';
import * as reviews from './review-service.ts';

export const privacyRoutes: readonly Route[] = [
  route(searchPatientAccesses, (ctx, { body }) => privacy.searchAccesses(ctx, body)),
  route(searchPersonAccesses, (ctx, { body }) => privacy.searchAccesses(ctx, body)),
  route(searchTakenOut, (ctx, { body }) => privacy.searchTakenOut(ctx, body)),
  route(searchFailedTries, (ctx, { body }) => privacy.searchFailedTries(ctx, body)),
  route(listAccessesToReview, (ctx, { query }) => privacy.listToReview(ctx, query)),
  route(countAccessesToReview, async (ctx) => ({ count: await privacy.countToReview(ctx) })),
  route(reviewAccesses, (ctx, { body }) => reviews.reviewAccesses(ctx, body)),
  route(listAccessReviews, (ctx, { query }) => privacy.listReviews(ctx, query)),
  route(listWatchedPeople, async (ctx) => ({ items: await privacy.listWatchedPeople(ctx) })),
  route(linkOwnChart, (ctx, { params, body }) =>
    ownCharts.linkOwnChart(ctx, { ...params, ...body }),
  ),
  route(takePrivacyList, (ctx, { body }) => privacy.takePrivacyList(ctx, body)),
];
