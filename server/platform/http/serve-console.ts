// The built console: hashed files for a year, index.html fresh each time with the answer's nonce written in.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';

const placeholder = '__NONCE__';

export function serveConsole(folder: string): Router {
  const router = Router();
  const indexFile = join(folder, 'index.html');
  const page = existsSync(indexFile) ? readFileSync(indexFile, 'utf8') : '';
  router.use(
    express.static(folder, {
      index: false,
      setHeaders(response, path) {
        const hashed = /-[\w-]{8}\.(js|css|woff2)$/.test(path);
        response.set(
          'Cache-Control',
          hashed ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
        );
      },
    }),
  );
  router.get('/{*page}', (request, response, next) => {
    // A missing file is a missing file; only places of the console get its page.
    if (page === '' || /\.[a-z0-9]{1,8}$/i.test(request.path)) {
      next();
      return;
    }
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(page.replaceAll(placeholder, String(response.locals['cspNonce'])));
  });
  return router;
}
