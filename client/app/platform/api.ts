// The one way to the server's HTTP endpoints: typed by the contract, failures are always problems.
import { inject, InjectionToken, PendingTasks, Service } from '@angular/core';
import { Subject } from 'rxjs';
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import type { Problem } from '#contract/problem';
import { newCommandId } from './command-id';
import { pageProblem, readProblem, unreachable } from './api-problem';

/** After this long an answer is no longer waited for. */
const patienceMs = 20_000;

export type Fetch = (url: string, request: RequestInit) => Promise<Response>;

/** The browser's own, unless a test stands in for the server. */
export const FETCH = new InjectionToken<Fetch>('fetch', {
  factory: () => (url, request) => fetch(url, request),
});

export class ApiProblem extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = 'ApiProblem';
    this.problem = problem;
  }
}

/** The problem in whatever was thrown; a fault of this page becomes `unexpected`. */
export function problemOf(error: unknown): Problem {
  return error instanceof ApiProblem ? error.problem : pageProblem;
}

@Service()
export class Api {
  readonly #fetch = inject(FETCH);
  readonly #pending = inject(PendingTasks);
  readonly #refused = new Subject<Problem>();

  /** The server no longer knows the session with which a call was made. */
  readonly sessionRefused = this.#refused.asObservable();

  async call<E extends Endpoint>(
    endpoint: E,
    input: CallArguments<E> = {},
    options: { commandId?: string } = {},
  ): Promise<AnswerOf<E>> {
    // A page counts as settled, for harnesses and for printing, when its calls are answered.
    const answered = this.#pending.add();
    try {
      return await this.#answerTo(endpoint, input, options.commandId);
    } finally {
      answered();
    }
  }

  async #answerTo<E extends Endpoint>(
    endpoint: E,
    input: CallArguments<E>,
    commandId?: string,
  ): Promise<AnswerOf<E>> {
    const answer = await this.#send(endpoint, input, commandId);
    if (answer.ok) return (await answer.json()) as AnswerOf<E>;
    const problem = await readProblem(answer);
    if (problem.code === 'not-signed-in' && endpoint.access !== 'public') {
      this.#refused.next(problem);
    }
    throw new ApiProblem(problem);
  }

  async #send(
    endpoint: Endpoint,
    input: CallArguments<Endpoint>,
    commandId?: string,
  ): Promise<Response> {
    const url = urlOf(endpoint, input);
    const request: RequestInit = {
      method: endpoint.method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    };
    const write = endpoint.method === 'POST' ? writeOf(input.body, commandId) : {};
    try {
      return await this.#fetch(url, { ...request, ...write });
    } catch {
      throw new ApiProblem(unreachable(endpoint.method));
    }
  }
}

function writeOf(body: unknown, commandId: string = newCommandId()): RequestInit {
  return {
    body: JSON.stringify(body ?? {}),
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': commandId,
      'X-Daysheet-Csrf': '1',
    },
  };
}

function urlOf(endpoint: Endpoint, input: CallArguments<Endpoint>): string {
  const params = (input.params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name])),
  );
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) query.append(name, String(one));
    }
  }
  return query.size > 0 ? `${path}?${query.toString()}` : path;
}
