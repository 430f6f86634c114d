// Papers of a request: what the payer wants to read, and who said what on the phone.
import * as z from 'zod/mini';
import { authorizationStep, held } from './authorization-request.ts';
import { endpoint } from './endpoint.ts';
import { line, paragraph } from './text.ts';
import { instant, localDate } from './time.ts';
import { workRules } from './work-queue.ts';

const work = 'authorization:work';

export const askForDocument = endpoint({
  ...authorizationStep,
  name: 'askForAuthorizationDocument',
  path: '/api/authorizations/items/:itemId/ask-for-document',
  summary: 'Something more has to be sent; with a due date of the payer it has a clock.',
  access: work,
  body: z.strictObject({
    ...held,
    title: line({ max: 120 }),
    askedBy: z.enum(['payer', 'us']),
    dueOn: z.nullable(localDate),
  }),
  rules: [...workRules, 'due-in-the-past', 'too-many-documents'],
});

export const settleDocument = endpoint({
  ...authorizationStep,
  name: 'settleAuthorizationDocument',
  path: '/api/authorizations/items/:itemId/settle-document',
  summary: 'A file answers it, or it is not needed; with neither it is open again.',
  access: work,
  body: z.strictObject({
    ...held,
    documentId: z.uuid(),
    attachmentId: z.nullable(z.uuid()),
    waivedBecause: z.nullable(line({ max: 200 })),
  }),
  rules: [...workRules, 'not-its-document', 'not-its-file'],
});

export const payerCall = z.strictObject({
  id: z.uuid(),
  at: instant,
  byId: z.uuid(),
  /** Whom we spoke to, as they gave their name. */
  spokeTo: z.string(),
  /** The payer's number of the talk; empty = none. */
  reference: z.string(),
  said: z.string(),
});
export type PayerCall = z.infer<typeof payerCall>;

export const logPayerCall = endpoint({
  ...authorizationStep,
  name: 'logPayerCall',
  path: '/api/authorizations/items/:itemId/log-call',
  summary: 'Write down a phone call with the payer: who, under which number, and what was said.',
  access: work,
  body: z.strictObject({
    expectedVersion: held.expectedVersion,
    at: instant,
    spokeTo: line({ max: 120 }),
    reference: line({ min: 0, max: 60 }),
    said: paragraph({ max: 1000 }).check(z.minLength(1)),
  }),
  rules: [...workRules, 'call-in-the-future'],
});

export const authorizationPaperEndpoints = [askForDocument, settleDocument, logPayerCall] as const;
