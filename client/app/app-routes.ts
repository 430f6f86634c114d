import type { Routes } from '@angular/router';
import type { Permission } from '#contract/permission';
import { signedIn } from './platform/session-guard';
import { startPage } from './start-page';

/** What a page needs; the shell shows a word instead of the page to those who lack it. */
function needs(permission: Permission): { permission: Permission } {
  return { permission };
}

export const appRoutes: Routes = [
  {
    path: 'sign-in',
    title: 'Sign in',
    loadComponent: async () => (await import('./sign-in/sign-in-page')).SignInPage,
  },
  {
    path: 'welcome',
    title: 'Welcome',
    loadComponent: async () => (await import('./welcome/welcome-page')).WelcomePage,
  },
  ...['join', 'new-password'].map((path) => ({
    path,
    title: 'One-time link',
    loadComponent: async () => (await import('./join/join-page')).JoinPage,
  })),
  {
    path: 'print/calls',
    canActivate: [signedIn],
    data: needs('call:read'),
    loadChildren: async () => (await import('./calls/calls-print-routes')).callsPrintRoutes,
  },
  {
    path: 'print/refills',
    canActivate: [signedIn],
    data: needs('refill:read'),
    loadChildren: async () => (await import('./refills/refills-print-routes')).refillsPrintRoutes,
  },
  {
    path: 'print/authorizations',
    canActivate: [signedIn],
    data: needs('authorization:read'),
    loadChildren: async () =>
      (await import('./authorizations/authorizations-print-routes')).authorizationsPrintRoutes,
  },
  {
    path: 'print/results',
    canActivate: [signedIn],
    data: needs('result:read'),
    loadChildren: async () => (await import('./results/results-print-routes')).resultsPrintRoutes,
  },
  {
    path: 'print/claims',
    canActivate: [signedIn],
    data: needs('claim:read'),
    loadChildren: async () => (await import('./claims/claims-print-routes')).claimsPrintRoutes,
  },
  {
    path: 'print/receipt/:paymentId',
    title: 'Receipt',
    canActivate: [signedIn],
    data: needs('payment:read'),
    loadComponent: async () => (await import('./payments/receipt-page/receipt-page')).ReceiptPage,
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: async () => (await import('./shell/shell')).Shell,
    children: [
      { path: '', pathMatch: 'full', canActivate: [startPage], children: [] },
      {
        path: 'calendar',
        data: needs('appointment:read'),
        loadChildren: async () => (await import('./calendar/calendar-routes')).calendarRoutes,
      },
      {
        path: 'waitlist',
        data: needs('waitlist:read'),
        loadChildren: async () => (await import('./waitlist/waitlist-routes')).waitlistRoutes,
      },
      {
        path: 'recalls',
        data: needs('recall:read'),
        loadChildren: async () => (await import('./calendar/recalls-routes')).recallsRoutes,
      },
      {
        path: 'messages',
        title: 'Messages',
        data: needs('message:read'),
        loadComponent: async () =>
          (await import('./outreach/messages-page/messages-page')).MessagesPage,
      },
      {
        path: 'drawer',
        title: 'Drawer',
        data: needs('payment:read'),
        loadComponent: async () => (await import('./payments/drawer-page/drawer-page')).DrawerPage,
      },
      {
        path: 'calls',
        data: needs('call:read'),
        loadChildren: async () => (await import('./calls/calls-routes')).callsRoutes,
      },
      {
        path: 'refills/rules',
        title: 'Refill rules',
        data: needs('refill:read'),
        loadComponent: async () =>
          (await import('./refills/rules/rules-page/rules-page')).RefillRulesPage,
      },
      {
        path: 'refills',
        data: needs('refill:read'),
        loadChildren: async () => (await import('./refills/refills-routes')).refillsRoutes,
      },
      {
        path: 'authorizations/ask/:patientId',
        title: 'Ask for authorization',
        data: needs('authorization:open'),
        loadComponent: async () => (await import('./authorizations/ask-page/ask-page')).AskPage,
      },
      {
        path: 'authorizations/rules',
        title: 'What payers want authorized',
        data: needs('authorization:standing'),
        loadComponent: async () =>
          (await import('./authorizations/rules/rules-page/rules-page')).AuthorizationRulesPage,
      },
      {
        path: 'authorizations/figures',
        title: 'How payers answer',
        data: needs('authorization:read'),
        loadComponent: async () =>
          (await import('./authorizations/figures-page/figures-page')).AuthorizationFiguresPage,
      },
      {
        path: 'authorizations',
        data: needs('authorization:read'),
        loadChildren: async () =>
          (await import('./authorizations/authorizations-routes')).authorizationsRoutes,
      },
      {
        path: 'results/rules',
        title: 'What results are judged by',
        data: needs('result:read'),
        loadComponent: async () =>
          (await import('./results/rules/rules-page/rules-page')).ResultRulesPage,
      },
      {
        path: 'results',
        data: needs('result:read'),
        loadChildren: async () => (await import('./results/results-routes')).resultsRoutes,
      },
      {
        path: 'claims/remittances',
        title: 'Remittances',
        data: needs('claim:read'),
        loadComponent: async () =>
          (await import('./claims/remittances/remittances-page/remittances-page')).RemittancesPage,
      },
      {
        path: 'claims/remittances/:remittanceId',
        title: 'Remittance',
        data: needs('claim:read'),
        loadComponent: async () =>
          (await import('./claims/remittances/remittance-page/remittance-page')).RemittancePage,
      },
      {
        path: 'claims/rules',
        title: 'By what claims are judged',
        data: needs('claim:read'),
        loadComponent: async () =>
          (await import('./claims/rules/rules-page/rules-page')).ClaimRulesPage,
      },
      {
        path: 'claims',
        data: needs('claim:read'),
        loadChildren: async () => (await import('./claims/claims-routes')).claimsRoutes,
      },
      {
        path: 'patients',
        data: needs('patient:read'),
        loadChildren: async () => (await import('./patients/patients-routes')).patientsRoutes,
      },
      {
        path: 'absences',
        title: 'Who is away',
        data: needs('staff:read'),
        loadComponent: async () =>
          (await import('./staff/absences-page/absences-page')).AbsencesPage,
      },
      {
        path: 'staff',
        data: needs('staff:manage'),
        loadChildren: async () => (await import('./staff/staff-routes')).staffRoutes,
      },
      {
        path: 'availability/rooms',
        title: 'Rooms and devices',
        data: needs('availability:manage'),
        loadComponent: async () =>
          (await import('./availability/resources-page/resources-page')).ResourcesPage,
      },
      {
        path: 'availability',
        title: 'Hours and visit types',
        data: needs('availability:manage'),
        loadComponent: async () =>
          (await import('./availability/availability-page/availability-page')).AvailabilityPage,
      },
      {
        path: 'clinic',
        title: 'Clinic',
        data: needs('clinic:configure'),
        loadComponent: async () => (await import('./clinic/clinic-page/clinic-page')).ClinicPage,
      },
      {
        path: 'payers/pharmacies',
        title: 'Pharmacies',
        data: needs('payer:manage'),
        loadComponent: async () =>
          (await import('./patients/pharmacies-page/pharmacies-page')).PharmaciesPage,
      },
      {
        path: 'payers',
        title: 'Payers',
        data: needs('payer:manage'),
        loadComponent: async () => (await import('./patients/payers-page/payers-page')).PayersPage,
      },
      {
        path: 'privacy',
        data: needs('audit:read'),
        loadChildren: async () => (await import('./privacy/privacy-routes')).privacyRoutes,
      },
      {
        path: 'imports',
        data: needs('import:run'),
        loadChildren: async () => (await import('./imports/imports-routes')).importsRoutes,
      },
      {
        path: 'exports',
        title: 'Exports',
        data: needs('export:run'),
        loadComponent: async () =>
          (await import('./exports/exports-page/exports-page')).ExportsPage,
      },
      {
        path: 'account',
        title: 'Account',
        loadComponent: async () => (await import('./account/account-page')).AccountPage,
      },
      {
        path: '**',
        title: 'Not found',
        loadComponent: async () => (await import('./not-found/not-found-page')).NotFoundPage,
      },
    ],
  },
];
