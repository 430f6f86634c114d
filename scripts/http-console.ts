// Callers over HTTP: a signed-in person, as the console is one, or a program with its key. For tools, benches and what
// journeys need to stand ready.
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import type { Role } from '#contract/permission';
import { whoIsService } from '#contract/service-account';
import { demoSignIn, signIn, type Me } from '#contract/staff';

export interface HttpCaller {
  call<E extends Endpoint>(endpoint: E, call?: CallArguments<E>): Promise<AnswerOf<E>>;
  /** To an endpoint that takes the bytes of one file. */
  send<E extends Endpoint>(endpoint: E, file: FileCall<E>): Promise<AnswerOf<E>>;
}

export interface HttpConsole extends HttpCaller {
  readonly me: Me;
  readonly cookie: string;
}

export interface HttpProgram extends HttpCaller {
  readonly account: AnswerOf<typeof whoIsService>;
}

export interface FileCall<E extends Endpoint> extends Pick<CallArguments<E>, 'params' | 'query'> {
  headers: Record<string, string>;
  bytes: Uint8Array;
}

/** A demo's role, or a person with their own login. */
export type Who = Role | { login: string; password: string };

export async function httpConsole(url: string, who: Who): Promise<HttpConsole> {
  let cookie = '';
  const caller = httpCaller(url, {
    headers: () => ({ cookie, 'x-daysheet-csrf': '1' }),
    answered: (response) => {
      const set = response.headers.getSetCookie()[0];
      if (set) cookie = set.slice(0, set.indexOf(';'));
    },
  });
  const me =
    typeof who === 'string'
      ? await caller.call(demoSignIn, { body: { role: who } })
      : await caller.call(signIn, { body: who });
  return {
    ...caller,
    me,
    get cookie() {
      return cookie;
    },
  };
}

export async function httpProgram(url: string, key: string): Promise<HttpProgram> {
  const caller = httpCaller(url, { headers: () => ({ authorization: `Bearer ${key}` }) });
  return { ...caller, account: await caller.call(whoIsService) };
}

interface Identity {
  headers(): Record<string, string>;
  answered?(response: Response): void;
}

function httpCaller(url: string, identity: Identity): HttpCaller {
  async function request<E extends Endpoint>(
    endpoint: E,
    { params, query }: Pick<CallArguments<E>, 'params' | 'query'>,
    sent: { type: string; headers?: Record<string, string>; body: BodyInit },
  ): Promise<AnswerOf<E>> {
    const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) =>
      encodeURIComponent((params as Record<string, string> | undefined)?.[name] ?? ''),
    );
    const search = new URLSearchParams(query ?? {}).toString();
    const post = {
      'content-type': sent.type,
      'idempotency-key': crypto.randomUUID(),
      ...sent.headers,
    };
    const isPost = endpoint.method === 'POST';
    const response = await fetch(url + (search ? `${path}?${search}` : path), {
      method: endpoint.method,
      headers: { ...identity.headers(), ...(isPost ? post : {}) },
      ...(isPost ? { body: sent.body } : {}),
    });
    identity.answered?.(response);
    const answer = (await response.json()) as unknown;
    if (!response.ok)
      throw new Error(`${endpoint.name} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer as AnswerOf<E>;
  }
  return {
    call: <E extends Endpoint>(endpoint: E, { body, ...where }: CallArguments<E> = {}) =>
      request(endpoint, where, { type: 'application/json', body: JSON.stringify(body ?? {}) }),
    send: <E extends Endpoint>(endpoint: E, { headers, bytes, ...where }: FileCall<E>) =>
      request(endpoint, where, {
        type: 'application/octet-stream',
        headers,
        body: new Uint8Array(bytes),
      }),
  };
}
