import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { describe, it } from 'node:test';
import { allowedOrigin, isSameOrigin } from './same-origin.ts';

const request = (headers: Record<string, string>): IncomingMessage =>
  ({ headers: { host: 'console.example', ...headers } }) as unknown as IncomingMessage;

describe('the origin of a request', () => {
  it('is ours when it names our host, or one that is allowed', () => {
    assert.equal(allowedOrigin('https://console.example', 'console.example', []), true);
    assert.equal(allowedOrigin('https://other.example', 'console.example', []), false);
    assert.equal(
      allowedOrigin('https://other.example', 'console.example', ['https://other.example']),
      true,
    );
  });

  it('is not ours when it is opaque or garbage', () => {
    for (const origin of ['null', 'console.example', ''])
      assert.equal(allowedOrigin(origin, 'console.example', []), false, origin);
  });

  it('may be left out by a program, but not by a browser that comes from elsewhere', () => {
    assert.equal(isSameOrigin(request({}), []), true);
    assert.equal(isSameOrigin(request({ 'sec-fetch-site': 'cross-site' }), []), false);
    assert.equal(isSameOrigin(request({ 'sec-fetch-site': 'same-site' }), []), false);
    assert.equal(isSameOrigin(request({ 'sec-fetch-site': 'same-origin' }), []), true);
  });
});
