// An endpoint is data: both sides, the OpenAPI document, the access test and the docs are made from it.
import * as z from 'zod/mini';
import type { Permission } from './permission.ts';

/**
 * Who may call: anybody, any person signed in, any program by its key, or holders of a permission (in the clinic it is
 * about), be they a person or a program.
 */
export type Access = 'public' | 'signed-in' | 'service' | Permission;

type Shape = z.ZodMiniType;

export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Answer extends Shape = Shape,
  Headers extends Shape = Shape,
> {
  /** Verb + noun; the operation id of the OpenAPI document. */
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** Express path below the root, e.g. `/api/calendar/appointments/:appointmentId/move`. */
  readonly path: `/${string}`;
  readonly summary: string;
  readonly access: Access;
  /**
   * Where the clinic stands that the permission is checked in before anything else runs. Without it the
   * edge asks only whether the caller holds the permission somewhere, and the service's policy decides on
   * the loaded row.
   */
  readonly clinic?: 'query' | 'body';
  /**
   * What travels beside JSON: `upload` takes the bytes of one file as its body and tells of it in headers; `download`
   * answers with the bytes of one file, which `answer` does not describe.
   */
  readonly content: 'json' | 'upload' | 'download';
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** So many kilobytes of JSON are read at most; more is refused before it is looked at. */
  readonly bodyKilobytes: number;
  /** Headers of its own, under their names; text beyond ASCII is percent-encoded UTF-8. */
  readonly headers: Headers;
  readonly answer: Answer;
  /** Rule codes that a `rule-broken` answer may carry. */
  readonly rules: readonly string[];
  /** `true` when the answer shows patients, or who looked at them: one read entry per request goes to the audit log. */
  readonly showsPatients: boolean;
  /** What it answers leaves the console, as a file or on paper: its entry is one of an export. */
  readonly takesOut: boolean;
  /** Fields of the body that the read entry keeps; never words about a person. */
  readonly audits: readonly string[];
  /**
   * A write is repeatable under its `Idempotency-Key`. False for the few that must not keep their answer
   * (sign-in, one-time links).
   */
  readonly idempotent: boolean;
  /** Only from a session whose owner has proved a short while ago who they are; else `step-up-required`. */
  readonly stepUp: boolean;
}

interface Definition<
  P extends Shape,
  Q extends Shape,
  B extends Shape,
  A extends Shape,
  H extends Shape,
> {
  name: string;
  method: 'GET' | 'POST';
  path: `/${string}`;
  summary: string;
  access: Access;
  clinic?: 'query' | 'body';
  content?: 'json' | 'upload' | 'download';
  params?: P;
  query?: Q;
  body?: B;
  bodyKilobytes?: number;
  headers?: H;
  answer: A;
  rules?: readonly string[];
  showsPatients?: boolean;
  takesOut?: boolean;
  idempotent?: boolean;
  stepUp?: boolean;
  audits?: readonly string[];
}

const nothing = z.strictObject({});
export type Nothing = typeof nothing;

export function endpoint<
  A extends Shape,
  P extends Shape = Nothing,
  Q extends Shape = Nothing,
  B extends Shape = Nothing,
  H extends Shape = Nothing,
>(definition: Definition<P, Q, B, A, H>): Endpoint<P, Q, B, A, H> {
  return {
    content: 'json',
    params: nothing as unknown as P,
    query: nothing as unknown as Q,
    body: nothing as unknown as B,
    headers: nothing as unknown as H,
    rules: [],
    showsPatients: false,
    bodyKilobytes: 64,
    takesOut: definition.content === 'download',
    stepUp: false,
    audits: [],
    idempotent: definition.method === 'POST',
    ...definition,
  };
}

/** The parts of a call as its handler sees them, parsed. */
export interface CallInput<E extends Endpoint> {
  params: z.infer<E['params']>;
  query: z.infer<E['query']>;
  body: z.infer<E['body']>;
  headers: z.infer<E['headers']>;
}
export type AnswerOf<E extends Endpoint> = z.infer<E['answer']>;

/** What a caller may leave out is left out: parts without fields, and fields with defaults. */
export interface CallArguments<E extends Endpoint> {
  params?: z.input<E['params']>;
  query?: z.input<E['query']>;
  body?: z.input<E['body']>;
}
