// The envelope of a change and the typed socket messages. `docs/realtime.md` tells the protocol in full.
import * as z from 'zod/mini';
import { instant } from './time.ts';

/** `<capability>:<clinic id>`, `<capability>:organization`, or `<capability>:<staff id>` for one person alone. */
export const feedName = z.string().check(z.regex(/^[a-z-]+:(?:organization|[0-9a-f-]{36})$/));
export type FeedName = `${string}:${string}`;

/** `of` is the clinic or, where the capability's feeds are people's own, the person; `null` the organization. */
export function feedOf(capability: string, of: string | null): FeedName {
  return `${capability}:${of ?? 'organization'}`;
}
export function capabilityOf(feed: string): string {
  return feed.slice(0, feed.indexOf(':'));
}

/** One row of the change log. */
export const changeEnvelope = z.strictObject({
  feed: feedName,
  /** Gap-free and increasing within the feed, from 1. */
  seq: z.int().check(z.positive()),
  /** `<capability>.<noun>-<past tense>`, e.g. `calendar.appointment-booked`. */
  type: z.string(),
  entityId: z.uuid(),
  /** The entity's version after the change; a client ignores versions not newer than what it has. */
  version: z.int().check(z.positive()),
  /** The entity's view after the change, or `null` where readers fetch it with their own rights. */
  payload: z.unknown(),
  /** Staff member who acted; `null` for the system or a patient. */
  actorId: z.nullable(z.uuid()),
  /** The command that caused it, so that the console that clicked can drop its pending overlay. */
  commandId: z.nullable(z.uuid()),
  at: instant,
});
export type ChangeEnvelope = z.infer<typeof changeEnvelope>;

/** Feed → last sequence that the client has applied; 0 for nothing yet. */
export const resumeRequest = z.record(z.string(), z.int().check(z.nonnegative()));
export type ResumeRequest = z.infer<typeof resumeRequest>;

/** `changes`: everything after the sequence asked for. `too-old`: load afresh. `not-found`: not yours to hear. */
export type ResumeAnswer = Record<
  string,
  | { status: 'changes'; changes: ChangeEnvelope[]; head: number; more: boolean }
  | { status: 'too-old'; head: number }
  | { status: 'not-found' }
>;

export interface ChangeFrame {
  feed: string;
  changes: ChangeEnvelope[];
}

/** What a console says of what its person does. `gone`: no longer. */
export interface PresenceSign {
  /** What the person looks at, as `<noun>:<id>`. */
  entity: string;
  mode: 'viewing' | 'editing' | 'moving' | 'gone';
  /** Where a visit would go; set exactly while it is being moved. */
  to?: MovingTo;
}

/** A place on the calendar: ids and instants. */
export interface MovingTo {
  providerId: string;
  startsAt: string;
  endsAt: string;
}

export interface Presence extends PresenceSign {
  staffId: string;
  name: string;
}

export interface Welcome {
  sessionId: string;
  /** The feeds that this socket hears from now on, with their head. */
  feeds: Record<string, number>;
  serverTime: string;
}

/** How the server is doing, told to every console when it changes. */
export interface ServerStatus {
  /** `read-only`: the disk is nearly full, writes are refused. `no-database`: the database is away. */
  mode: 'normal' | 'read-only' | 'no-database';
}

export interface ServerToClient {
  /** First message after the handshake, and again whenever the readable feeds changed. */
  welcome: (welcome: Welcome) => void;
  changes: (frame: ChangeFrame) => void;
  status: (status: ServerStatus) => void;
  presence: (presence: Presence) => void;
  /** The session ended, or is locked; the socket closes after it. `expired`: idle too long, or its longest time is over. */
  'session-ended': (reason: 'signed-out' | 'expired' | 'locked' | 'revoked') => void;
}

export interface ClientToServer {
  resume: (request: ResumeRequest, answer: (answer: ResumeAnswer) => void) => void;
  presence: (sign: PresenceSign) => void;
}

/** A map of entities by id, as client stores and the fold of the change log hold them. */
export type ById<T> = Readonly<Record<string, T>>;

/**
 * Puts a view into a map unless the map holds the same or a newer version. Returns the same map when nothing
 * changed, so that replaying is harmless.
 */
export function upsertVersioned<T extends { id: string; version: number }>(
  entities: ById<T>,
  view: T,
): ById<T> {
  const held = entities[view.id];
  return held && held.version >= view.version ? entities : { ...entities, [view.id]: view };
}

/** The same of many, with one copy of the map. */
export function upsertAllVersioned<T extends { id: string; version: number }>(
  entities: ById<T>,
  views: readonly T[],
): ById<T> {
  const newer = views.filter(({ id, version }) => !((entities[id]?.version ?? 0) >= version));
  if (newer.length === 0) return entities;
  return newer.reduce<Record<string, T>>(
    (next, view) => {
      const held = next[view.id];
      if (!held || held.version < view.version) next[view.id] = view;
      return next;
    },
    { ...entities },
  );
}

/** Takes a view out of a map, by the last version of it, unless the map holds a newer one. */
export function removeVersioned<T extends { id: string; version: number }>(
  entities: ById<T>,
  view: T,
): ById<T> {
  const held = entities[view.id];
  if (!held || held.version > view.version) return entities;
  return Object.fromEntries(Object.entries(entities).filter(([id]) => id !== view.id));
}
