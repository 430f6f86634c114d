import {
  approveDraft,
  changeClinicDetails,
  changeClinicHours,
  changeHoldTime,
  changeLateCancellation,
  changeNoShowPolicy,
  draftSetting,
  getClinicSettings,
  withdrawDraft,
} from '#contract/clinic-settings';
import { readClosings } from '#contract/closings-file';
import { readingRoute, route } from '../platform/http/route.ts';
import type { Slice } from '../platform/slice.ts';
import { readSettings } from './clinic-queries.ts';
import * as service from './clinic-service.ts';
import { allowClosingsFile, findClosings, readClosingsFile } from './closings-file-service.ts';
import * as drafts from './draft-service.ts';

/** How clinics work: details, hours, what counts as late, what they say to patients. */
export const clinicsSlice: Slice = {
  name: 'clinics',
  routes: [
    route(getClinicSettings, (ctx, { query }) => readSettings(ctx, query.clinicId)),
    route(changeClinicDetails, (ctx, { body }) => service.changeClinicDetails(ctx, body)),
    route(changeClinicHours, (ctx, { body }) => service.changeClinicHours(ctx, body)),
    route(changeLateCancellation, (ctx, { body }) => service.changeLateCancellation(ctx, body)),
    route(changeNoShowPolicy, (ctx, { body }) => service.changeNoShowPolicy(ctx, body)),
    route(changeHoldTime, (ctx, { body }) => service.changeHoldTime(ctx, body)),
    readingRoute(readClosings, {
      allow: (ctx, { query }) => allowClosingsFile(ctx, query),
      read: (bytes, _input, window) => Promise.resolve(readClosingsFile(bytes, window)),
      take: (ctx, { query }, reading) => findClosings(ctx, query, reading),
    }),
    route(draftSetting, (ctx, { body }) => drafts.draftSetting(ctx, body)),
    route(approveDraft, (ctx, { params, body }) =>
      drafts.approveDraft(ctx, { ...params, ...body }),
    ),
    route(withdrawDraft, (ctx, { params, body }) =>
      drafts.withdrawDraft(ctx, { ...params, ...body }),
    ),
  ],
  feeds: [{ capability: 'clinics', scope: 'organization', permission: 'staff:read' }],
  ticks: [{ name: 'clinics.drafts', everyMs: 60_000, run: drafts.beginDueDrafts }],
};
