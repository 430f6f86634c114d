// What leaves the clinic: results as a patient, a proxy or an outside provider may see them now. Every opening is kept.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { reportContent, reportStatus, resultKind } from './result-content.ts';
import { audience } from './result-release.ts';
import { instant } from './time.ts';

export const releasedResult = z.strictObject({
  itemId: z.uuid(),
  kind: resultKind,
  title: z.string(),
  status: reportStatus,
  number: z.int(),
  /** Another version was seen before, and it was wrong. */
  isCorrected: z.boolean(),
  collectedAt: z.nullable(instant),
  releasedAt: instant,
});
export type ReleasedResult = z.infer<typeof releasedResult>;

const viewer = {
  clinicId: z.uuid(),
  /** As whom it is asked. */
  show: audience,
  /** Which proxy; exactly where `show` is `proxy`. */
  proxyId: z.optional(z.uuid()),
};

export const listReleasedResults = endpoint({
  name: 'listReleasedResults',
  method: 'GET',
  path: '/api/results/patients/:patientId/released',
  summary:
    'What somebody outside may see of a patient’s results now, the newest first (200 at most); no values.',
  access: 'result:portal',
  clinic: 'query',
  params: z.strictObject({ patientId: z.uuid() }),
  query: z.strictObject(viewer),
  answer: z.strictObject({ items: z.array(releasedResult) }),
  showsPatients: true,
});

const opening = {
  method: 'POST' as const,
  access: 'result:portal' as const,
  clinic: 'body' as const,
  params: z.strictObject({ itemId: z.uuid() }),
  body: z.strictObject({
    ...viewer,
    /** Who it is, where `show` is `outside`: as the exchange names them. */
    name: z._default(z.string().check(z.trim(), z.maxLength(120)), ''),
  }),
  showsPatients: true,
  idempotent: false,
};

export const openReleasedResult = endpoint({
  ...opening,
  name: 'openReleasedResult',
  path: '/api/results/items/:itemId/open-released',
  summary:
    'A released result with its values and letters, as somebody outside opens it; that they did is kept.',
  answer: z.strictObject({
    ...releasedResult.shape,
    content: reportContent,
    letters: z.array(z.strictObject({ at: instant, text: z.string() })),
  }),
});

export const openReleasedReport = endpoint({
  ...opening,
  name: 'openReleasedReport',
  path: '/api/results/items/:itemId/open-released-fhir',
  summary: 'The same as FHIR R4: a Bundle of DiagnosticReport and Observations.',
  answer: z.strictObject({ bundle: z.record(z.string(), z.unknown()) }),
});

export const resultPortalEndpoints = [
  listReleasedResults,
  openReleasedResult,
  openReleasedReport,
] as const;
