// `/api/openapi.json`, and a reader for it at `/api/docs` that needs no network.
import { join } from 'node:path';
import { Router } from 'express';
import type { Endpoint } from '#contract/endpoint';
import { openApiDocument } from './openapi.ts';

export function apiDocs(
  endpoints: readonly Endpoint[],
  consoleFolder: string,
  version: string,
): Router {
  const router = Router();
  let document: Record<string, unknown> | undefined;
  router.get('/api/openapi.json', (_request, response) => {
    document ??= openApiDocument(endpoints, version);
    response.json(document);
  });
  router.get('/api/docs', (_request, response) => {
    response.type('html').send(page);
  });
  router.get('/api/docs/start.js', (_request, response) => {
    response.type('js').send(start);
  });
  for (const file of ['swagger-ui-bundle.js', 'swagger-ui.css']) {
    router.get(`/api/docs/${file}`, (_request, response) => {
      response.sendFile(join(consoleFolder, 'api-docs', file));
    });
  }
  return router;
}

const page = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Daysheet API</title>
    <link rel="icon" href="/favicon.svg" />
    <link rel="stylesheet" href="/api/docs/swagger-ui.css" />
  </head>
  <body>
    <div id="docs"></div>
    <script src="/api/docs/swagger-ui-bundle.js"></script>
    <script src="/api/docs/start.js"></script>
  </body>
</html>
`;

const start = `SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#docs',
  deepLinking: true,
  requestInterceptor(request) {
    request.headers['X-Daysheet-Csrf'] = '1';
    return request;
  },
});
`;
