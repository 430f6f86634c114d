// A route is an endpoint of the contract with its handler; the edge (bind) does everything in between.
import type { Request, Response } from 'express';
import type { AnswerOf, CallInput, Endpoint } from '#contract/endpoint';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';

/** Runs in the caller's scope inside one transaction. */
export type Handler<E extends Endpoint> = (ctx: Ctx, input: CallInput<E>) => Promise<AnswerOf<E>>;

/** For the few endpoints that need the request itself (sign-in, sign-out): opens its own transactions. */
export type EdgeHandler<E extends Endpoint> = (
  call: { request: Request; response: Response; database: Database; requestId: string },
  input: CallInput<E>,
) => Promise<AnswerOf<E>>;

export interface Route {
  readonly endpoint: Endpoint;
  readonly handler?: Handler<Endpoint>;
  readonly edgeHandler?: EdgeHandler<Endpoint>;
}

export function route<E extends Endpoint>(endpoint: E, handler: Handler<E>): Route {
  return { endpoint, handler: handler };
}

export function edgeRoute<E extends Endpoint>(endpoint: E, edgeHandler: EdgeHandler<E>): Route {
  return { endpoint, edgeHandler: edgeHandler };
}
