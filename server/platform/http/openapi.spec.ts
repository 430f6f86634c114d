import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { allEndpoints } from '#contract/given-endpoints';
import { openApiDocument } from './openapi.ts';

interface Document {
  openapi: string;
  paths: Record<string, Record<string, { operationId: string; responses: object }>>;
}

describe('the OpenAPI document', () => {
  const document = openApiDocument(allEndpoints, '1.2.3') as unknown as Document;

  it('describes every endpoint under its path and method', () => {
    assert.equal(document.openapi, '3.1.0');
    for (const endpoint of allEndpoints) {
      const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, '{$1}');
      const operation = document.paths[path]?.[endpoint.method.toLowerCase()];
      assert.equal(operation?.operationId, endpoint.name);
      assert.ok(Object.keys(operation.responses).includes('400'), endpoint.name);
    }
  });

  it('shows how a file goes in and comes out', () => {
    const pathOf = (path: string) => `/api/calls/items/{itemId}${path}`;
    const attach = JSON.stringify(document.paths[pathOf('/attach')]?.['post']);
    assert.match(attach, /"in":"header","name":"X-Daysheet-File-Name"/);
    assert.match(attach, /"enum":\["scan","fax","letter","portal-print","other"\]/);
    assert.match(attach, /"requestBody":\{"required":true,"content":\{"application\/octet-stream"/);
    const file = document.paths[pathOf('/attachments/{attachmentId}')]?.['get'];
    assert.deepEqual(Reflect.get(file?.responses ?? {}, '200'), {
      description: 'Done',
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    });
  });

  it('tells bounds and formats of fields', () => {
    const text = JSON.stringify(document.paths['/api/availability/visit-types/add']);
    assert.match(text, /"minimum":5,"maximum":480/);
    assert.match(text, /"format":"uuid"/);
  });
});

describe('allEndpoints', () => {
  it('have names and paths of their own', () => {
    const unique = (values: string[]): void => assert.equal(new Set(values).size, values.length);
    unique(allEndpoints.map(({ name }) => name));
    unique(allEndpoints.map(({ method, path }) => `${method} ${path}`));
  });

  it('never take free text in the URL, where logs and histories keep it', () => {
    for (const { name, params, query } of allEndpoints) {
      for (const part of [params, query]) {
        const fields = Object.entries((part as unknown as { shape: object }).shape);
        for (const [field] of fields)
          assert.match(
            field,
            /Id$|^(date|asOf|after|limit|show|owner|level|priority|status|before)$/,
            `${name}: ${field}`,
          );
      }
    }
  });

  it('write by POST under a verb, read by GET', () => {
    for (const { name, method, path } of allEndpoints) {
      assert.match(path, /^\/api\/[a-z]+\//, name);
      if (method === 'GET') assert.match(name, /^(list|get|count|who|signInOptions)/, name);
    }
  });
});
