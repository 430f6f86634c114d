// The one way to the server's HTTP endpoints: typed by the contract, failures are always problems.
import { inject, InjectionToken, Injector, PendingTasks, Service } from '@angular/core';
import { Subject } from 'rxjs';
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import type { Problem } from '#contract/problem';
import { newCommandId } from './command-id';
import { IdentityCheck } from './identity-check';
import { SEND_FILE, type FileRequest } from './send-file';
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
  readonly #injector = inject(Injector);
  readonly #pending = inject(PendingTasks);
  readonly #identity = inject(IdentityCheck);
  readonly #refused = new Subject<Problem>();

  /** The server no longer knows the session with which a call was made. */
  readonly sessionRefused = this.#refused.asObservable();

  call<E extends Endpoint>(
    endpoint: E,
    input: CallArguments<E> = {},
    options: { commandId?: string } = {},
  ): Promise<AnswerOf<E>> {
    return this.#answerTo(endpoint, () => this.#send(endpoint, input, options.commandId));
  }

  /** A file as the body, of any size: it is waited for as long as it takes. Its headers say what it is. */
  upload<E extends Endpoint>(
    endpoint: E,
    input: CallArguments<E>,
    { commandId, headers, ...request }: FileRequest & { commandId: string },
  ): Promise<AnswerOf<E>> {
    const send = this.#injector.get(SEND_FILE);
    return this.#answerTo(endpoint, () =>
      send(this.urlOf(endpoint, input), {
        ...request,
        headers: { 'Idempotency-Key': commandId, 'X-Daysheet-Csrf': '1', ...headers },
      }),
    );
  }

  /** The address of a download, for a link: the browser saves what it answers. */
  urlOf<E extends Endpoint>(endpoint: E, input: CallArguments<E>): string {
    return urlOf(endpoint, input);
  }

  async #answerTo<E extends Endpoint>(
    endpoint: E,
    send: () => Promise<Response>,
  ): Promise<AnswerOf<E>> {
    try {
      return await this.#answerOnce(endpoint, send);
    } catch (error) {
      // The person is asked; then the same call goes out again, or is refused as it was.
      const isHeld = problemOf(error).code === 'step-up-required';
      if (!isHeld || !(await this.#identity.ask())) throw error;
      return this.#answerOnce(endpoint, send);
    }
  }

  async #answerOnce<E extends Endpoint>(
    endpoint: E,
    send: () => Promise<Response>,
  ): Promise<AnswerOf<E>> {
    // A page counts as settled, for harnesses and for printing, when its calls are answered.
    const answered = this.#pending.add();
    try {
      return await this.#read(endpoint, await sent(endpoint, send));
    } finally {
      answered();
    }
  }

  async #read<E extends Endpoint>(endpoint: E, answer: Response): Promise<AnswerOf<E>> {
    if (answer.ok) return (await answer.json()) as AnswerOf<E>;
    const problem = await readProblem(answer);
    if (problem.code === 'not-signed-in' && endpoint.access !== 'public') {
      this.#refused.next(problem);
    }
    throw new ApiProblem(problem);
  }

  #send(endpoint: Endpoint, input: CallArguments<Endpoint>, commandId?: string): Promise<Response> {
    const request: RequestInit = {
      method: endpoint.method,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: AbortSignal.timeout(patienceMs),
    };
    const write = endpoint.method === 'POST' ? writeOf(input.body, commandId) : {};
    return this.#fetch(urlOf(endpoint, input), { ...request, ...write });
  }
}

async function sent({ method }: Endpoint, send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch {
    throw new ApiProblem(unreachable(method));
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
