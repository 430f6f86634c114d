// The switch that keeps messages from leaving: for texts, e-mails or both, of one clinic. Every console shows it.
import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';
import { asOf } from './page.ts';
import { upsertVersioned, type ById } from './realtime.ts';
import { line } from './text.ts';
import { instant } from './time.ts';

export const stopScopes = { all: 'All messages', text: 'Texts', email: 'E-mails' } as const;
export type StopScope = keyof typeof stopScopes;
const stopScope = z.enum(Object.keys(stopScopes) as [StopScope]);

export const messageStop = z.strictObject({
  id: z.uuid(),
  clinicId: z.uuid(),
  channel: stopScope,
  reason: z.string(),
  stoppedAt: instant,
  /** Who, as in lists; `null` for the system. */
  stoppedBy: z.nullable(z.string()),
  /** Set once messages may leave again. */
  releasedAt: z.nullable(instant),
  releasedBy: z.nullable(z.string()),
  version: z.int(),
});
export type MessageStop = z.infer<typeof messageStop>;

export const listMessageStops = endpoint({
  name: 'listMessageStops',
  method: 'GET',
  path: '/api/outreach/stops',
  summary: 'What keeps messages of a clinic from leaving at present.',
  access: 'staff:read',
  clinic: 'query',
  query: z.strictObject({ clinicId: z.uuid() }),
  answer: z.strictObject({ items: z.array(messageStop), asOf }),
});

export const stopMessages = endpoint({
  name: 'stopMessages',
  method: 'POST',
  path: '/api/outreach/stops/add',
  summary: 'Keep messages of a clinic from leaving from this moment on.',
  access: 'outreach:stop',
  clinic: 'body',
  body: z.strictObject({ clinicId: z.uuid(), channel: stopScope, reason: line({ max: 200 }) }),
  answer: messageStop,
  rules: ['already-stopped'],
});

export const releaseMessages = endpoint({
  name: 'releaseMessages',
  method: 'POST',
  path: '/api/outreach/stops/:stopId/release',
  summary: 'Let messages leave again; those that were held leave unless they are dropped first.',
  access: 'outreach:stop',
  params: z.strictObject({ stopId: z.uuid() }),
  body: z.strictObject({
    expectedVersion: z.int32().check(z.positive()),
    /** What was due while messages were stopped is dropped instead of leaving late. */
    dropHeld: z.boolean(),
  }),
  answer: z.strictObject({ stop: messageStop, dropped: z.int() }),
  rules: ['wrong-state'],
});

export const messageStopEndpoints = [listMessageStops, stopMessages, releaseMessages] as const;

/** Feed `outreach-stop:<clinic>`: heard by everybody of the clinic, and never about a patient. */
export interface MessageStopChange {
  type: 'outreach-stop.stopped' | 'outreach-stop.released';
  payload: MessageStop;
}

export interface MessageStopsState {
  stops: ById<MessageStop>;
}

export function applyMessageStopChange(
  state: MessageStopsState,
  { payload }: MessageStopChange,
): MessageStopsState {
  return { ...state, stops: upsertVersioned(state.stops, payload) };
}

/** The stop in force for a channel, the widest first. */
export function stopInForce(
  stops: readonly Pick<MessageStop, 'channel' | 'releasedAt'>[],
  channel: 'text' | 'email',
): boolean {
  return stops.some(
    (stop) => stop.releasedAt === null && (stop.channel === 'all' || stop.channel === channel),
  );
}
