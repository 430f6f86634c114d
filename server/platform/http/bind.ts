// One endpoint of the contract → one Express route: session, permission, parse, transaction, handler, answer.
import type { Request, RequestHandler, Response, Router } from 'express';
import * as z from 'zod/mini';
import type { CallInput, Endpoint } from '#contract/endpoint';
import { holds, holdsSomewhere, type Permission } from '#contract/permission';
import { recordAudit } from '../audit/record-audit.ts';
import { scopeOf, type SignedIn } from '../auth/signed-in.ts';
import type { BlobStore } from '../blob-store/blob-store.ts';
import type { Database } from '../db/database.ts';
import { invalidInput, notAllowed, notFound, ProblemError } from '../problem.ts';
import { ComposedAnswer } from './composed-answer.ts';
import { once, repeatable } from './idempotency.ts';
import { jsonBody } from './json-body.ts';
import { parseInput } from './parse-input.ts';
import { readFile } from './read-file.ts';
import { receiveUpload } from './receive-upload.ts';
import { recordFileRead, recordRead } from './record-read.ts';
import type { Download, Route, SentFile } from './route.ts';
import { sendFile } from './send-file.ts';

export interface Edge {
  database: Database;
  blobs: BlobStore;
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
    const { method, path, content, bodyKilobytes } = route.endpoint;
    const handle: RequestHandler = (request, response, next) => {
      answerCall(route, edge, request, response).catch(next);
    };
    if (method === 'GET') router.get(path, handle);
    // A file that calls itself JSON is a file all the same.
    else router.post(path, ...(content === 'upload' ? [] : jsonBody(bodyKilobytes)), handle);
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
  const caller = edge.signedInOf(request);
  const signedIn = endpoint.access === 'public' && !caller?.isService ? null : caller;
  try {
    const answer = await callRoute(route, edge, { request, response, requestId, signedIn });
    if (edge.checkAnswers) z.parse(endpoint.answer, readable(answer));
    if (route.download && signedIn)
      await sendFile(response, edge.blobs, signedIn.organizationId, answer as SentFile);
    else if (answer instanceof ComposedAnswer) response.type('json').send(answer.json);
    else response.json(answer);
  } catch (thrown) {
    // What is left of a file must be read, or its sender never reads the answer.
    if (endpoint.content === 'upload') request.resume();
    if (signedIn && thrown instanceof ProblemError)
      await auditDenied(edge.database, endpoint, signedIn, thrown, requestId);
    throw thrown;
  }
}

function readable(answer: unknown): unknown {
  return answer instanceof ComposedAnswer ? (JSON.parse(answer.json) as unknown) : answer;
}

interface Call {
  request: Request;
  response: Response;
  requestId: string;
  signedIn: SignedIn | null;
}

interface FileCall {
  endpoint: Endpoint;
  download: Download<Endpoint>;
  signedIn: SignedIn;
  requestId: string;
  input: CallInput<Endpoint>;
}

async function callRoute(route: Route, edge: Edge, call: Call): Promise<unknown> {
  const { endpoint, handler, edgeHandler, upload, reading, download } = route;
  const { request, requestId, signedIn } = call;
  const input = admit(endpoint, edge, call);
  if (edgeHandler) return edgeHandler({ ...call, database: edge.database }, input);
  if (!signedIn) throw new Error(`${endpoint.name} has no handler.`);

  const commandId = readIdempotencyKey(request, endpoint);
  const said = { endpoint, request, requestId, signedIn, commandId, input };
  if (upload) return receiveUpload(edge, { ...said, upload });
  if (reading) return readFile(edge, { ...said, reading });
  if (download) return findFile(edge, { ...said, download });
  if (!handler) throw new Error(`${endpoint.name} has no handler.`);
  return edge.database.inTransaction(
    scopeOf(signedIn),
    async (ctx) => {
      const write = (): Promise<unknown> => handler(ctx, input);
      const answer = commandId
        ? (await once(ctx, repeatable(commandId, endpoint.name, input), write)).answer
        : await write();
      if (endpoint.showsPatients) recordRead(ctx, endpoint, input, answer);
      return answer;
    },
    {
      requestId,
      commandId,
      lazyCommit: endpoint.method === 'GET' || !endpoint.idempotent,
    },
  );
}

/** What is refused before anything is looked up. */
function admit(endpoint: Endpoint, edge: Edge, { request, signedIn }: Call): CallInput<Endpoint> {
  if (signedIn?.isService) refusePersonal(endpoint);
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
  const { params, query } = request;
  const body: unknown = request.body;
  const input = parseInput(endpoint, {
    params,
    query,
    body,
    headers: headersOf(endpoint, request),
  });
  if (signedIn && edge.policiesOn) requireInClinic(endpoint, signedIn, input);
  if (endpoint.stepUp && signedIn?.isConfirmed === false)
    throw new ProblemError(
      'step-up-required',
      'Confirm first that it is you; nothing was done until then.',
    );
  return input;
}

/** What is about a session, or asks for a fresh proof of who somebody is, no program can do. */
function refusePersonal({ access, stepUp }: Endpoint): void {
  if (stepUp || access === 'public' || access === 'signed-in')
    throw notAllowed('Only a person can do this, not a program by its key; nothing was changed.');
}

/** Those that the endpoint names; what else a browser sends is no input. */
function headersOf({ headers }: Endpoint, request: Request): Record<string, string | undefined> {
  const { shape } = headers as unknown as { shape: object };
  return Object.fromEntries(Object.keys(shape).map((name) => [name, request.get(name)]));
}

/** The read entry is on the disk before a byte leaves. */
function findFile(
  { database }: Edge,
  { endpoint, download, signedIn, requestId, input }: FileCall,
): Promise<SentFile> {
  return database.inTransaction(
    scopeOf(signedIn),
    async (ctx) => {
      const file = await download(ctx, input);
      recordFileRead(ctx, endpoint, input, file);
      return file;
    },
    { requestId },
  );
}

function requireSomewhere(endpoint: Endpoint, signedIn: SignedIn): void {
  const { access } = endpoint;
  if (access === 'public' || access === 'signed-in') return;
  const isAllowed =
    access === 'service' ? signedIn.isService : holdsSomewhere(signedIn.grants, access);
  if (!isAllowed) throw notAllowed('Your role does not allow this; nothing was changed.');
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
