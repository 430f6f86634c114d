import type { Routes, UrlMatcher } from '@angular/router';
import type { Permission } from '#contract/permission';
import { ServiceAccountsPage } from './service-accounts-page/service-accounts-page';
import { StaffPage } from './staff-page/staff-page';

/** `/staff` and `/staff/<id>` are one page: it stays when somebody is opened or closed. */
const staffAddress: UrlMatcher = (segments) => {
  const [staffId] = segments;
  if (segments.length > 1) return null;
  return { consumed: segments, posParams: staffId ? { staffId } : {} };
};

/** So are `/staff/service-accounts` and `/staff/service-accounts/<id>`. */
const serviceAccountAddress: UrlMatcher = (segments) => {
  const [page, accountId] = segments;
  if (page?.path !== 'service-accounts' || segments.length > 2) return null;
  return { consumed: segments, posParams: accountId ? { accountId } : {} };
};

const needed: Permission = 'service-account:manage';

export const staffRoutes: Routes = [
  {
    matcher: serviceAccountAddress,
    title: 'Service accounts',
    data: { permission: needed },
    component: ServiceAccountsPage,
  },
  { matcher: staffAddress, title: 'Staff', component: StaffPage },
];
