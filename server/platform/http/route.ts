// A route is an endpoint of the contract with its handler; the edge (bind) does everything in between.
import type { Request, Response } from 'express';
import type { AnswerOf, CallInput, Endpoint } from '#contract/endpoint';
import type { StoredBlob } from '../blob-store/blob-store.ts';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import type { ComposedAnswer } from './composed-answer.ts';

/** Runs in the caller's scope inside one transaction. */
export type Handler<E extends Endpoint> = (ctx: Ctx, input: CallInput<E>) => Promise<AnswerOf<E>>;

/** For the few endpoints that need the request itself (sign-in, sign-out): opens its own transactions. */
export type EdgeHandler<E extends Endpoint> = (
  call: { request: Request; response: Response; database: Database; requestId: string },
  input: CallInput<E>,
) => Promise<AnswerOf<E>>;

/** Takes one file, in two transactions of the caller's scope; the edge keeps the file between them. */
export interface Upload<E extends Endpoint> {
  /** Refuses before a byte is read. */
  allow(ctx: Ctx, input: CallInput<E>): Promise<void>;
  /** Writes down whose the file is; when it throws, the file is removed. */
  keep(ctx: Ctx, input: CallInput<E>, blob: StoredBlob): Promise<AnswerOf<E>>;
}

/** Takes what one file says, and not the file itself: it is held in memory alone. */
export interface FileReading<E extends Endpoint, Read, Allowed> {
  /** Refuses before a byte is read; answers what has to be known to read the file. */
  allow(ctx: Ctx, input: CallInput<E>): Promise<Allowed>;
  /** Outside of any transaction. */
  read(bytes: Uint8Array, input: CallInput<E>, allowed: Allowed): Promise<Read>;
  take(ctx: Ctx, input: CallInput<E>, read: Read): Promise<AnswerOf<E>>;
}

export interface SentFile {
  readonly blobKey: string;
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: number;
  /** `null` of what is the whole organization's. */
  readonly clinicId: string | null;
  /** Whom it is about: the read is written down before a byte leaves. */
  readonly patientId: string | null;
}

/** Finds the file that the caller may have. */
export type Download<E extends Endpoint> = (ctx: Ctx, input: CallInput<E>) => Promise<SentFile>;

export interface Route {
  readonly endpoint: Endpoint;
  readonly handler?: Handler<Endpoint>;
  readonly edgeHandler?: EdgeHandler<Endpoint>;
  readonly upload?: Upload<Endpoint>;
  readonly reading?: FileReading<Endpoint, unknown, unknown>;
  readonly download?: Download<Endpoint>;
}

export function route<E extends Endpoint>(endpoint: E, handler: Handler<E>): Route {
  return { endpoint, handler: handler };
}

/** For the most frequent reads: the handler answers with text that PostgreSQL has composed. */
export function composedRoute<E extends Endpoint>(
  endpoint: E,
  handler: (ctx: Ctx, input: CallInput<E>) => Promise<ComposedAnswer>,
): Route {
  return { endpoint, handler };
}

export function edgeRoute<E extends Endpoint>(endpoint: E, edgeHandler: EdgeHandler<E>): Route {
  return { endpoint, edgeHandler: edgeHandler };
}

export function uploadRoute<E extends Endpoint>(endpoint: E, upload: Upload<E>): Route {
  return { endpoint, upload };
}

export function readingRoute<E extends Endpoint, Read, Allowed>(
  endpoint: E,
  reading: FileReading<E, Read, Allowed>,
): Route {
  return { endpoint, reading };
}

export function downloadRoute<E extends Endpoint>(endpoint: E, download: Download<E>): Route {
  return { endpoint, download };
}
