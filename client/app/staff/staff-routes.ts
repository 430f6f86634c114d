import type { Routes, UrlMatcher } from '@angular/router';
import { StaffPage } from './staff-page/staff-page';

/** `/staff` and `/staff/<id>` are one page: it stays when somebody is opened or closed. */
const staffAddress: UrlMatcher = (segments) => {
  const [staffId] = segments;
  if (segments.length > 1) return null;
  return { consumed: segments, posParams: staffId ? { staffId } : {} };
};

export const staffRoutes: Routes = [
  { matcher: staffAddress, title: 'Staff', component: StaffPage },
];
