// Builders for specs: a signed-in person and a server that answers what the spec says.
import type { Provider } from '@angular/core';
import type { Grant, Role } from '#contract/permission';
import type { Problem, ProblemCode } from '#contract/problem';
import type { Clinic, Me } from '#contract/staff';
import { FETCH } from './api';
import { SEND_FILE, type FileRequest } from './send-file';
import { OPEN_SOCKET, type FeedListeners, type FeedSocket } from './feed-socket';

export const riverside = '018f0000-0000-7000-8000-000000000001';
export const hilltop = '018f0000-0000-7000-8000-000000000002';
const staffId = '018f0000-0000-7000-8000-000000000003';

export function aClinic(overrides: Partial<Clinic> = {}): Clinic {
  return {
    id: riverside,
    name: 'Riverside Family Clinic',
    shortName: 'Riverside',
    zone: 'America/New_York',
    hourCycle: 12,
    phone: '555-0100',
    address: '1 Water Street',
    videoLink: null,
    ...overrides,
  };
}

export function aPerson(overrides: Partial<Me> = {}): Me {
  return {
    staffId,
    sessionId: 'session-1',
    organization: { id: staffId, name: 'Harbor Health', isDemo: false },
    given: 'Ana',
    family: 'Diaz',
    grants: [aGrant('scheduler')],
    clinics: [aClinic()],
    preferences: {
      theme: 'system',
      navigationOpen: true,
      clinicId: null,
      shortcuts: true,
      shortcutKeys: {},
      queueLooks: {},
      providerGroups: [],
    },
    idleExpiresAt: '2999-01-01T00:00:00.000Z',
    hasPassword: true,
    secondStep: { isSetUp: false, isRequired: false, codesLeft: 0 },
    absoluteExpiresAt: '2999-01-01T08:00:00.000Z',
    ...overrides,
  };
}

export function aGrant(role: Role, clinicId: string = riverside): Grant {
  return { clinicId, role };
}

export function aProblem(code: ProblemCode, status: number, title = 'Refused.'): Problem {
  return { type: `urn:daysheet:problem:${code}`, code, status, title, requestId: 'request-1' };
}

export interface Call {
  method: string;
  url: string;
  body: unknown;
  headers: Record<string, string>;
}

type Answer = { status?: number; body: unknown } | 'unreachable';

/** What came in, and what each `METHOD path` answers; anything else is not found. */
export class FakeServer {
  readonly calls: Call[] = [];
  readonly answers = new Map<string, Answer | (() => Answer | Promise<Answer>)>();

  /** To be put among the providers of a spec. */
  readonly provider: Provider = [
    {
      provide: FETCH,
      useValue: (url: string, request: RequestInit) => this.#answer(url, request),
    },
    {
      provide: SEND_FILE,
      useValue: (url: string, { file, headers, progress, signal }: FileRequest) => {
        progress(file.size / 2);
        return this.#answer(url, { method: 'POST', body: file, headers, signal });
      },
    },
  ];

  when(call: string, body: unknown, status = 200): this {
    this.answers.set(call, { status, body });
    return this;
  }

  refuses(call: string, problem: Problem): this {
    return this.when(call, problem, problem.status);
  }

  callsOf(call: string): Call[] {
    return this.calls.filter(({ method, url }) => `${method} ${pathOf(url)}` === call);
  }

  async #answer(url: string, request: RequestInit): Promise<Response> {
    const method = request.method ?? 'GET';
    const body: unknown =
      typeof request.body === 'string' ? JSON.parse(request.body) : (request.body ?? null);
    const headers = (request.headers ?? {}) as Record<string, string>;
    this.calls.push({ method, url, body, headers });
    const said = this.answers.get(`${method} ${pathOf(url)}`) ?? {
      status: 404,
      body: aProblem('not-found', 404),
    };
    const answer = typeof said === 'function' ? await said() : said;
    if (answer === 'unreachable') throw new TypeError('Failed to fetch');
    return new Response(JSON.stringify(answer.body), { status: answer.status ?? 200 });
  }
}

/** A socket in the hand of the spec. */
export class FakeSocket {
  readonly resumes: Parameters<FeedSocket['resume']>[0][] = [];
  readonly presences: Parameters<FeedSocket['presence']>[0][] = [];
  resume: FeedSocket['resume'] = () => Promise.resolve({});
  #listeners: FeedListeners | null = null;

  readonly provider: Provider = {
    provide: OPEN_SOCKET,
    useValue: (listeners: FeedListeners): Promise<FeedSocket> => {
      this.#listeners = listeners;
      return Promise.resolve({
        resume: (request) => {
          this.resumes.push(request);
          return this.resume(request);
        },
        presence: (presence) => this.presences.push(presence),
        reconnect: () => undefined,
        close: () => (this.#listeners = null),
      });
    },
  };

  get isOpen(): boolean {
    return this.#listeners !== null;
  }

  /** The server, or the network, as the console hears it. */
  get says(): FeedListeners {
    if (!this.#listeners) throw new Error('The console has opened no socket.');
    return this.#listeners;
  }
}

function pathOf(url: string): string {
  return url.replace(/\?.*$/, '');
}
