// A signed-in caller over HTTP, as the console is one; for tools, benches and what journeys need to stand ready.
import type { AnswerOf, CallArguments, Endpoint } from '#contract/endpoint';
import type { Role } from '#contract/permission';
import { demoSignIn, signIn, type Me } from '#contract/staff';

export interface HttpConsole {
  readonly me: Me;
  readonly cookie: string;
  call<E extends Endpoint>(endpoint: E, call?: CallArguments<E>): Promise<AnswerOf<E>>;
  /** To an endpoint that takes the bytes of one file. */
  send<E extends Endpoint>(endpoint: E, file: FileCall<E>): Promise<AnswerOf<E>>;
}

export interface FileCall<E extends Endpoint> extends Pick<CallArguments<E>, 'params' | 'query'> {
  headers: Record<string, string>;
  bytes: Uint8Array;
}

/** A demo's role, or a person with their own login. */
export type Who = Role | { login: string; password: string };

export async function httpConsole(url: string, who: Who): Promise<HttpConsole> {
  let cookie = '';
  async function request<E extends Endpoint>(
    endpoint: E,
    { params, query }: Pick<CallArguments<E>, 'params' | 'query'>,
    sent: { type: string; headers?: Record<string, string>; body: BodyInit },
  ): Promise<AnswerOf<E>> {
    const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) =>
      encodeURIComponent((params as Record<string, string> | undefined)?.[name] ?? ''),
    );
    const search = new URLSearchParams(query ?? {}).toString();
    const isPost = endpoint.method === 'POST';
    const response = await fetch(url + (search ? `${path}?${search}` : path), {
      method: endpoint.method,
      headers: {
        cookie,
        ...(isPost
          ? {
              'content-type': sent.type,
              'x-daysheet-csrf': '1',
              'idempotency-key': crypto.randomUUID(),
              ...sent.headers,
            }
          : {}),
      },
      ...(isPost ? { body: sent.body } : {}),
    });
    const set = response.headers.getSetCookie()[0];
    if (set) cookie = set.slice(0, set.indexOf(';'));
    const answer = (await response.json()) as unknown;
    if (!response.ok)
      throw new Error(`${endpoint.name} answered ${response.status}: ${JSON.stringify(answer)}`);
    return answer as AnswerOf<E>;
  }
  const call = <E extends Endpoint>(
    endpoint: E,
    { body, ...where }: CallArguments<E> = {},
  ): Promise<AnswerOf<E>> =>
    request(endpoint, where, { type: 'application/json', body: JSON.stringify(body ?? {}) });
  const send = <E extends Endpoint>(
    endpoint: E,
    { headers, bytes, ...where }: FileCall<E>,
  ): Promise<AnswerOf<E>> =>
    request(endpoint, where, {
      type: 'application/octet-stream',
      headers,
      body: new Uint8Array(bytes),
    });
  const me =
    typeof who === 'string'
      ? await call(demoSignIn, { body: { role: who } })
      : await call(signIn, { body: who });
  return {
    me,
    get cookie() {
      return cookie;
    },
    call,
    send,
  };
}
