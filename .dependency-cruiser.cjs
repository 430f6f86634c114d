// The import law (docs/ARCHITECTURE.md): one rule per arrow that must not exist.
const slices = [
  'staff',
  'clinics',
  'interfaces',
  'patients',
  'calls',
  'outreach',
  'availability',
  'authorizations',
  'calendar',
  'waitlist',
  'rescues',
  'payments',
  'results',
  'refills',
  'claims',
  'billing',
  'notifications',
  'imports',
  'privacy',
];
const any = slices.join('|');
const spec = '\\.spec\\.ts$|/given-[^/]+\\.ts$|/test-[^/]+\\.ts$|/expect-change\\.ts$';

/** A slice may call services of slices earlier in the order only. */
const order = slices.map((slice, at) => ({
  name: `${slice}-calls-no-later-service`,
  severity: 'error',
  from: { path: `^server/${slice}/`, pathNot: spec },
  to: { path: `^server/(${slices.slice(at + 1).join('|') || 'none'})/[^/]+-service\\.ts$` },
}));

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'contract-is-the-bottom',
      severity: 'error',
      from: { path: '^contract/' },
      to: { pathNot: '^contract/|node_modules/(zod|fast-check)', dependencyTypesNot: ['core'] },
    },
    {
      name: 'platform-knows-no-slice',
      severity: 'error',
      from: { path: '^server/(platform|interop)/', pathNot: spec },
      to: { path: `^(server/(${any})|client|e2e|bench|scripts)/` },
    },
    {
      name: 'server-knows-no-client',
      severity: 'error',
      from: { path: '^server/' },
      to: { path: '^(client|e2e|bench)/' },
    },
    {
      name: 'slices-meet-at-queries-and-services',
      severity: 'error',
      from: { path: `^server/(${any})/`, pathNot: spec },
      to: {
        path: `^server/(${any})/`,
        pathNot: [`^server/$1/`, '-(queries|service)\\.ts$', '-rule\\.ts$', '-demo\\.ts$'],
      },
    },
    ...order,
    {
      name: 'routes-hold-no-sql',
      severity: 'error',
      from: { path: '^server/.+-routes\\.ts$' },
      to: { path: '-repository\\.ts$|node_modules/knex' },
    },
    {
      name: 'rules-and-policies-are-pure',
      severity: 'error',
      from: { path: '^server/([^/]+)/.+-(rules|policy)\\.ts$' },
      to: {
        path: '^server/',
        pathNot: ['^server/platform/(clock|problem)', '^server/$1/.+-(rules|policy)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-app-lists-the-slices',
      severity: 'error',
      from: { path: '^server/main\\.ts$' },
      to: { path: `^server/(${any})/`, pathNot: '-demo\\.ts$' },
    },
    {
      name: 'express-stays-at-the-edge',
      severity: 'error',
      from: {
        path: '^server/',
        pathNot: [
          '^server/platform/(http|auth|slice)',
          '^server/app\\.ts$',
          '^server/waitlist/offer-page',
          '^server/outreach/(visit-page|hooks)',
          '^server/calendar/calendar-feed/feed-page',
          spec,
        ],
      },
      to: { path: 'node_modules/express/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'socket-io-stays-in-realtime',
      severity: 'error',
      from: { path: '^server/', pathNot: ['^server/platform/realtime', spec] },
      to: { path: 'node_modules/socket\\.io/' },
    },
    {
      name: 'client-knows-no-server',
      severity: 'error',
      from: { path: '^client/' },
      to: { path: '^(server|migrations|e2e|bench|scripts)/' },
    },
    {
      name: 'ui-knows-nothing-of-ours',
      severity: 'error',
      from: { path: '^client/app/ui/' },
      to: { path: '^(contract|client/app/(?!ui/))' },
    },
    {
      name: 'client-platform-knows-no-slice',
      severity: 'error',
      from: { path: '^client/app/platform/' },
      to: { path: `^client/app/(${any}|overview|shell|sign-in|account)/` },
    },
    {
      name: 'client-slices-keep-apart',
      severity: 'error',
      from: { path: `^client/app/(${any})/` },
      to: {
        path: `^client/app/(${any}|overview)/`,
        pathNot: [`^client/app/$1/`, '^client/app/patients/patient-(header|picker)/'],
      },
    },
    {
      name: 'journeys-know-the-contract-only',
      severity: 'error',
      from: { path: '^e2e/' },
      to: { path: '^(client|migrations)/' },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: ['\\.spec\\.ts$', '^migrations/', '\\.d\\.ts$', '^scripts/', '^bench/', '\\.cjs$'],
      },
      to: {},
    },
    {
      name: 'no-dev-dependency-in-production',
      severity: 'error',
      from: { path: '^(server|contract|client/app|client/main)', pathNot: spec },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/@types/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    exclude: { path: '\\.(html|scss|json)$' },
  },
};
