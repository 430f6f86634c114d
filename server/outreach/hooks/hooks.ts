// What carriers post to us, signed: texts of patients, and what became of messages. Outside sessions; an answer says no
// more than that it was taken, so that nobody learns who is a patient.
import { raw, Router, type Request, type RequestHandler, type Response } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import * as z from 'zod/mini';
import type { CarrierSettings } from '../../platform/config/config.ts';
import type { Database } from '../../platform/db/database.ts';
import { listOrganizations } from '../../platform/db/list-organizations.ts';
import { e164Of } from '../../platform/phone-number.ts';
import { invalidInput, notFound, ProblemError } from '../../platform/problem.ts';
import { reasonOfTwilio } from '../courier/twilio-courier.ts';
import { findMessageHome } from '../inbound-repository.ts';
import { hearText, type InboundText } from '../inbound-service.ts';
import { takeReport, type Report } from '../report-service.ts';
import { isSigned, isSignedByTwilio } from './hook-signatures.ts';

export interface HookHome {
  database: Database;
  carriers: CarrierSettings;
  /** As carriers are told it; without a slash at the end. */
  publicUrl: string;
}

export function hooks(home: HookHome): Router {
  const router = Router();
  const { text, email } = home.carriers;
  router.use('/hooks', limit(), raw({ type: () => true, limit: '32kb' }));
  if (text.kind === 'twilio') {
    router.post('/hooks/twilio/text', async (request, response) => {
      const fields = twilioFields(home, text.authToken, request);
      await hear(home, textOfTwilio(fields));
      // An answer of theirs would be a text of its own.
      response.type('xml').send('<Response></Response>');
    });
    router.post('/hooks/twilio/status/:messageId', async (request, response) => {
      const report = reportOfTwilio(twilioFields(home, text.authToken, request));
      if (report) await noteReport(home, request.params.messageId, report);
      taken(response);
    });
  }
  const own = text.kind === 'webhook' ? text : email.kind === 'webhook' ? email : null;
  if (own)
    router.post('/hooks/messages', async (request, response) => {
      const told = signedBody(own.secret, request);
      if ('messageId' in told) await noteReport(home, told.messageId, told.report);
      else await hear(home, told);
      taken(response);
    });
  return router;
}

function taken(response: Response): void {
  response.status(204).end();
}

/** Signatures keep others out; this keeps who tries from keeping the server busy. */
function limit(): RequestHandler {
  const limiter = new RateLimiterMemory({ points: 1000, duration: 10 });
  return (request, _response, next) => {
    limiter.consume(request.ip ?? '').then(
      () => next(),
      () =>
        next(
          new ProblemError('too-many-requests', 'Try again in a few seconds.', { retryAfter: 10 }),
        ),
    );
  };
}

function bytesOf(request: Request): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
}

/** Whoever cannot sign learns nothing, not even that there is a hook. */
function twilioFields(
  { publicUrl }: HookHome,
  authToken: string,
  request: Request,
): Record<string, string> {
  const fields = Object.fromEntries(new URLSearchParams(bytesOf(request).toString()));
  const asked = { url: publicUrl + request.originalUrl, fields };
  if (!isSignedByTwilio(authToken, asked, request.get('X-Twilio-Signature')))
    throw notFound('page');
  return fields;
}

function textOfTwilio(fields: Record<string, string>): InboundText {
  const { MessageSid: carrierRef, From: from, Body: text } = fields;
  return inboundOf({ id: carrierRef, from, text });
}

function reportOfTwilio(fields: Record<string, string>): Report | null {
  const { MessageStatus: status, ErrorCode: code } = fields;
  if (status === 'delivered') return { kind: 'delivered' };
  if (status !== 'failed' && status !== 'undelivered') return null;
  return { kind: 'failed', because: reasonOfTwilio(Number(code)) ?? 'carrier-refused' };
}

const inbound = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(200)),
  from: z.string().check(z.maxLength(40)),
  text: z.string().check(z.maxLength(2000)),
});
const report = z.object({
  messageId: z.uuid(),
  status: z.enum(['delivered', 'failed']),
  /** Of what failed: the number or address itself does not work, or takes no texts of ours. */
  because: z.optional(z.enum(['address-refused', 'opted-out', 'carrier-refused'])),
});

function signedBody(
  secret: string,
  request: Request,
): InboundText | { messageId: string; report: Report } {
  const body = bytesOf(request);
  if (!isSigned(secret, body, request.get('X-Daysheet-Signature'))) throw notFound('page');
  const told = parsed(body);
  const { success, data } = report.safeParse(told);
  if (!success) return inboundOf(told);
  const { messageId, status, because = 'carrier-refused' } = data;
  return {
    messageId,
    report: status === 'delivered' ? { kind: status } : { kind: status, because },
  };
}

function inboundOf(told: unknown): InboundText {
  const { success, data } = inbound.safeParse(told);
  const from = success ? e164Of(data.from) : null;
  if (!success || from === null) throw invalidInput('body', 'is neither a text nor a report');
  return { carrierRef: data.id, from, text: data.text };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Not JSON: the schemas refuse it like any other that is not ours.
    return null;
  }
}

/** A number is no organization's: each that knows it hears the text. */
async function hear({ database }: HookHome, text: InboundText): Promise<void> {
  for (const organizationId of await listOrganizations(database))
    await database.inTransaction(
      { kind: 'system', organizationId, reason: 'text of a patient' },
      (ctx) => hearText(ctx, text),
    );
}

async function noteReport({ database }: HookHome, messageId: string, told: Report): Promise<void> {
  if (!z.uuid().safeParse(messageId).success) return;
  const organizationId = await database.inTransaction({ kind: 'lookup' }, (ctx) =>
    findMessageHome(ctx, messageId),
  );
  if (organizationId === null) return;
  await database.inTransaction(
    { kind: 'system', organizationId, reason: 'report of a carrier' },
    (ctx) => takeReport(ctx, messageId, told),
  );
}
