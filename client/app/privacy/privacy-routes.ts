import type { Routes, UrlMatcher } from '@angular/router';
import { PrivacyPage } from './privacy-page/privacy-page';

/** `/privacy`, `/privacy/<tab>` and `/privacy/<tab>/<whose>` are one page: it stays when another list is chosen. */
const privacyAddress: UrlMatcher = (segments) => {
  const [tab, whose] = segments;
  if (segments.length > 2) return null;
  return { consumed: segments, posParams: { ...(tab && { tab }), ...(whose && { whose }) } };
};

export const privacyRoutes: Routes = [
  { matcher: privacyAddress, title: 'Privacy', component: PrivacyPage },
];
