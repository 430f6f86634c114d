// What becomes of a decision: handed on, heard of, decided again, looked at afterwards.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { knownRefill, refill, refillStep } from './refill-request.ts';
import { line } from './text.ts';
import { workRules } from './work-queue.ts';

export const sendRefill = endpoint({
  ...refillStep,
  name: 'sendRefill',
  path: '/api/refills/items/:itemId/send',
  summary: 'Write down how a decision was handed on: printed, faxed or entered in the EHR.',
  access: 'refill:send',
  body: z.strictObject({ ...knownRefill.shape, transport: z.enum(['print', 'ehr']) }),
  rules: [...workRules, 'wrong-state', 'not-left', 'controlled-transport'],
});

/** What is heard of a decision after it left, and the transitions of it. */
export const refillNews = [
  'acknowledge',
  'fail',
  'dispense',
  'pick-up',
  'return-to-stock',
] as const;

export const noteRefillNews = endpoint({
  ...refillStep,
  name: 'noteRefillNews',
  path: '/api/refills/items/:itemId/note-news',
  summary: 'Write down what the pharmacy did with it, or that it did not arrive.',
  access: 'refill:take-in',
  body: z.strictObject({
    ...knownRefill.shape,
    news: z.enum(refillNews),
    /** Why it did not arrive. */
    trouble: z._default(line({ min: 0, max: 200 }), ''),
  }),
  rules: [...workRules, 'wrong-state', 'missing-record'],
});

export const reopenRefill = endpoint({
  ...refillStep,
  name: 'reopenRefill',
  path: '/api/refills/items/:itemId/reopen',
  summary: 'What did not arrive is decided again.',
  access: 'refill:decide',
  body: knownRefill,
  rules: [...workRules, 'wrong-state'],
});

export const withdrawRefill = endpoint({
  ...refillStep,
  name: 'withdrawRefill',
  path: '/api/refills/items/:itemId/withdraw',
  summary: 'The request is not to be answered.',
  access: 'refill:take-in',
  body: z.strictObject({ ...knownRefill.shape, reason: z.string().check(z.maxLength(40)) }),
  rules: [...workRules, 'wrong-state', 'unknown-reason'],
});

export const answerCancellation = endpoint({
  ...refillStep,
  name: 'answerCancellation',
  path: '/api/refills/items/:itemId/answer-cancellation',
  summary: 'What the former pharmacy said when it was asked to cancel.',
  access: 'refill:take-in',
  body: z.strictObject({ ...knownRefill.shape, answer: z.enum(['confirmed', 'refused']) }),
  rules: [...workRules, 'nothing-cancelled'],
});

export const coSignRefill = endpoint({
  ...refillStep,
  name: 'coSignRefill',
  path: '/api/refills/items/:itemId/co-sign',
  summary: 'A prescriber looks at a delegated approval afterwards.',
  access: 'refill:decide',
  body: z.strictObject({ ...knownRefill.shape, answer: z.enum(['agreed', 'disagreed']) }),
  rules: ['no-co-sign', 'no-authority'],
});

export const listCoSigns = endpoint({
  name: 'listCoSigns',
  method: 'GET',
  path: '/api/refills/co-signs',
  summary: 'Delegated approvals that wait for a co-signature, oldest first (100 at most).',
  access: 'refill:decide',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(refill) }),
  showsPatients: true,
});

export const refillAfterwardsEndpoints = [
  sendRefill,
  noteRefillNews,
  reopenRefill,
  withdrawRefill,
  answerCancellation,
  coSignRefill,
  listCoSigns,
] as const;
