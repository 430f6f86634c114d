// A console without a browser, for specs of the edge: keeps its cookie, sends what the console sends.
import { randomUUID } from 'node:crypto';
import type { AnswerOf, Endpoint } from '#contract/endpoint';
import type { Problem } from '#contract/problem';
import { csrfHeader } from './same-origin.ts';

export interface TestAnswer<T = unknown> {
  status: number;
  body: T;
  /** The body as the problem that a refusal carries. */
  problem: Problem;
  headers: Headers;
}

export interface TestCall {
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  /** The body of an upload. */
  file?: Buffer<ArrayBuffer> | undefined;
}

export interface TestConsole {
  call<E extends Endpoint>(endpoint: E, call?: TestCall): Promise<TestAnswer<AnswerOf<E>>>;
  request(method: string, path: string, init?: RequestInit): Promise<TestAnswer<string>>;
  readonly cookie: string;
}

/** With a key it calls as a program does: without a cookie and without the console's header. */
export function testConsole(baseUrl: string, key?: string): TestConsole {
  let cookie = '';

  async function request<T>(
    method: string,
    path: string,
    init: RequestInit = {},
  ): Promise<TestAnswer<T>> {
    const response = await fetch(baseUrl + path, {
      ...init,
      method,
      redirect: 'manual',
      headers: {
        ...(key === undefined ? { cookie } : { authorization: `Bearer ${key}` }),
        ...(init.headers as Record<string, string> | undefined),
      },
    });
    const set = response.headers.getSetCookie()[0];
    if (set) cookie = set.slice(0, set.indexOf(';'));
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    const body: unknown = isJson ? JSON.parse(text) : text;
    const { status, headers } = response;
    return { status, body: body as T, problem: body as Problem, headers };
  }

  return {
    get cookie() {
      return cookie;
    },
    request: (method, path, init) => request(method, path, init),
    call(endpoint, { params = {}, query = {}, body = {}, headers = {}, file } = {}) {
      const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) =>
        encodeURIComponent(params[name] ?? 'missing'),
      );
      const search = new URLSearchParams(query).toString();
      const isPost = endpoint.method === 'POST';
      const type = endpoint.content === 'upload' ? 'application/octet-stream' : 'application/json';
      return request(endpoint.method, search ? `${path}?${search}` : path, {
        headers: {
          ...(isPost
            ? {
                'content-type': type,
                ...(key === undefined ? { [csrfHeader]: '1' } : {}),
                'idempotency-key': randomUUID(),
              }
            : {}),
          ...headers,
        },
        ...(isPost
          ? { body: endpoint.content === 'upload' ? (file ?? null) : JSON.stringify(body) }
          : {}),
      });
    },
  };
}
