// One endpoint of the contract → one Express route: session, permission, parse, transaction, handler, answer.
import type { Request, RequestHandler, Response, Router } from 'express';
import * as z from 'zod/mini';
import type { CallInput, Endpoint } from '#contract/endpoint';
import { holds, roleHolds, type Permission } from '#contract/permission';
import { recordAudit } from '../audit/record-audit.ts';
import { scopeOf, type SignedIn } from '../auth/signed-in.ts';
import type { Ctx } from '../context.ts';
import type { Database } from '../db/database.ts';
import { invalidInput, notAllowed, notFound, ProblemError } from '../problem.ts';
import { once, repeatable } from './idempotency.ts';
import { parseInput } from './parse-input.ts';
import type { Route } from './route.ts';
import { shownPatients } from './shown-patients.ts';

export interface Edge {
  database: Database;
  signedInOf(request: Request): SignedIn | null;
  /** Writes are refused while the disk is nearly full. */
  isReadOnly(): boolean;
  /** Tests: an answer that is not what the contract says is a bug. */
  checkAnswers: boolean;
  /** False only in the test that leaves row-level security as the only wall. */
  policiesOn: boolean;
}

export function bindRoutes(router: Router, routes: readonly Route[], edge: Edge): void {
  for (const route of routes) {
    const { method, path } = route.endpoint;
    const handle: RequestHandler = (request, response, next) => {
      answerCall(route, edge, request, response).catch(next);
    };
    if (method === 'GET') router.get(path, handle);
    else router.post(path, handle);
  }
}

async function answerCall(
  route: Route,
  edge: Edge,
  request: Request,
  response: Response,
): Promise<void> {
  const requestId = response.locals['requestId'] as string;
  const { endpoint } = route;
  const signedIn = endpoint.access === 'public' ? null : edge.signedInOf(request);
  try {
    const answer = await callRoute(route, edge, { request, response, requestId, signedIn });
    if (edge.checkAnswers) z.parse(endpoint.answer, answer);
    response.json(answer);
  } catch (thrown) {
    if (signedIn && thrown instanceof ProblemError)
      await auditDenied(edge.database, endpoint, signedIn, thrown, requestId);
    throw thrown;
  }
}

interface Call {
  request: Request;
  response: Response;
  requestId: string;
  signedIn: SignedIn | null;
}

async function callRoute(route: Route, edge: Edge, call: Call): Promise<unknown> {
  const { endpoint, handler, edgeHandler } = route;
  const { request, requestId, signedIn } = call;
  if (endpoint.access !== 'public') {
    if (!signedIn) throw new ProblemError('not-signed-in', 'Sign in to go on.');
    if (edge.policiesOn) requireSomewhere(endpoint, signedIn);
  }
  if (endpoint.method === 'POST' && endpoint.idempotent && edge.isReadOnly()) {
    throw new ProblemError(
      'unavailable',
      'The disk of the server is nearly full: Daysheet can be read but not changed.',
      { retryAfter: 60 },
    );
  }
  const input = parseInput(endpoint, request);
  if (signedIn && edge.policiesOn) requireInClinic(endpoint, signedIn, input);
  if (edgeHandler) return edgeHandler({ ...call, database: edge.database }, input);
  if (!handler || !signedIn) throw new Error(`${endpoint.name} has no handler.`);

  const key = readIdempotencyKey(request, endpoint);
  const inScope = (ctx: Ctx): Promise<unknown> => handler(ctx, input);
  return edge.database.inTransaction(
    scopeOf(signedIn),
    async (ctx) => {
      const answer = key
        ? (await once(ctx, repeatable(key, endpoint.name, input), () => inScope(ctx))).answer
        : await inScope(ctx);
      if (endpoint.showsPatients) recordRead(ctx, endpoint, input, answer);
      return answer;
    },
    {
      requestId,
      commandId: key,
      lazyCommit: endpoint.method === 'GET' || !endpoint.idempotent,
    },
  );
}

function requireSomewhere(endpoint: Endpoint, signedIn: SignedIn): void {
  if (endpoint.access === 'signed-in' || endpoint.access === 'public') return;
  const permission = endpoint.access;
  if (!signedIn.grants.some((grant) => roleHolds(grant.role, permission)))
    throw notAllowed('Your role does not allow this; nothing was changed.');
}

/** A clinic where the caller holds nothing does not exist for them. */
function requireInClinic(endpoint: Endpoint, signedIn: SignedIn, input: CallInput<Endpoint>): void {
  if (!endpoint.clinic) return;
  const { clinicId } = input[endpoint.clinic] as { clinicId: string };
  if (!signedIn.grants.some((grant) => grant.clinicId === clinicId)) throw notFound('clinic');
  if (!holds(signedIn.grants, endpoint.access as Permission, clinicId))
    throw notAllowed('Your role in this clinic does not allow this; nothing was changed.');
}

const uuid = z.uuid();

function readIdempotencyKey(request: Request, endpoint: Endpoint): string | null {
  if (!endpoint.idempotent) return null;
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (!z.safeParse(uuid, key).success) throw invalidInput('Idempotency-Key', 'must be a UUID');
  return key;
}

function recordRead(
  ctx: Ctx,
  endpoint: Endpoint,
  input: CallInput<Endpoint>,
  answer: unknown,
): void {
  const { patientIds, more } = shownPatients(answer);
  const { clinicId } = { ...(input.query as object), ...(input.body as object) } as {
    clinicId?: string;
  };
  recordAudit(ctx, {
    kind: 'read',
    act: endpoint.name,
    clinicId: clinicId ?? null,
    entityId: patientIds.length === 1 ? (patientIds[0] ?? null) : null,
    // Path ids only: search words name people.
    detail: { params: input.params, patients: patientIds, ...(more ? { more } : {}) },
  });
}

const denials = new Set(['not-allowed', 'not-found']);

async function auditDenied(
  database: Database,
  endpoint: Endpoint,
  signedIn: SignedIn,
  problem: ProblemError,
  requestId: string,
): Promise<void> {
  if (!denials.has(problem.code)) return;
  await database.inTransaction(
    scopeOf(signedIn),
    (ctx) => {
      recordAudit(ctx, {
        kind: 'denied',
        act: endpoint.name,
        clinicId: null,
        entityId: null,
        detail: { code: problem.code },
      });
      return Promise.resolve();
    },
    { requestId },
  );
}
