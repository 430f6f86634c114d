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
import { route } from '../platform/http/route.ts';
import type { Slice } from '../platform/slice.ts';
import { readSettings } from './clinic-queries.ts';
import * as service from './clinic-service.ts';
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
