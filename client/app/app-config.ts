import { provideHttpClient, withXhr } from '@angular/common/http';
import { provideBrowserGlobalErrorListeners, type ApplicationConfig } from '@angular/core';
import { provideRouter, TitleStrategy, withComponentInputBinding } from '@angular/router';
import { appRoutes } from './app-routes';
import { authorizationsShortcuts } from './authorizations/authorizations-shortcuts';
import { calendarShortcuts } from './calendar/calendar-shortcuts';
import { callsShortcuts } from './calls/calls-shortcuts';
import { claimsShortcuts } from './claims/claims-shortcuts';
import { PageTitle } from './platform/page-title';
import { provideShortcuts } from './platform/shortcut-set';
import { queueShortcuts } from './platform/work-queue/queue-shortcuts';
import { refillsShortcuts } from './refills/refills-shortcuts';
import { resultsShortcuts } from './results/results-shortcuts';
import { shellShortcuts } from './shell/shell-shortcuts';
import { waitlistShortcuts } from './waitlist/waitlist-shortcuts';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    // Only XMLHttpRequest tells how much of a file has gone.
    provideHttpClient(withXhr()),
    provideRouter(appRoutes, withComponentInputBinding()),
    provideShortcuts(
      shellShortcuts,
      calendarShortcuts,
      waitlistShortcuts,
      queueShortcuts,
      callsShortcuts,
      refillsShortcuts,
      authorizationsShortcuts,
      resultsShortcuts,
      claimsShortcuts,
    ),
    { provide: TitleStrategy, useExisting: PageTitle },
  ],
};
