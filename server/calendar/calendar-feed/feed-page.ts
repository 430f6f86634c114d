// The calendar behind a secret link, as programs subscribe to it. Whoever has the link reads; nothing else can be done.
import { createHash } from 'node:crypto';
import { Router, type Request, type Response } from 'express';
import { writeIcal } from '../../interop/ical/write-ical.ts';
import type { Database } from '../../platform/db/database.ts';
import { rateLimit } from '../../platform/http/rate-limit.ts';
import { readFeedCalendar } from './feed-events.ts';
import { findFeed, findFeedLink } from './feed-queries.ts';
import { noteRead } from './feed-repository.ts';

interface Shown {
  text: string;
  hash: string;
  /** Since when it is the same. */
  since: string;
}

export function feedPages(database: Database): Router {
  const router = Router();
  // Links cannot be guessed; this keeps who tries from keeping the database busy.
  const limit = rateLimit({ points: 600, seconds: 10, callerOf: () => undefined });
  router.use('/feed', limit, (_request, response, next) => {
    response.set({
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Robots-Tag': 'noindex, nofollow',
    });
    next();
  });
  router.get('/feed/:link', (request, response) => sendCalendar(database, request, response));
  return router;
}

async function sendCalendar(
  database: Database,
  request: Request,
  response: Response,
): Promise<void> {
  const shown = await readLink(database, String(request.params['link']));
  if (!shown) {
    response.status(404).type('text').send('This calendar is no longer here.\n');
    return;
  }
  response.set({
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': 'inline; filename="calendar.ics"',
    ETag: `"${shown.hash}"`,
    'Last-Modified': new Date(shown.since).toUTCString(),
  });
  // Answers "not modified" by itself to who has just this.
  response.send(shown.text);
}

async function readLink(database: Database, link: string): Promise<Shown | null> {
  if (!link.endsWith('.ics')) return null;
  const found = await database.inTransaction({ kind: 'lookup' }, (ctx) =>
    findFeedLink(ctx, link.slice(0, -'.ics'.length)),
  );
  if (!found) return null;
  const { organizationId, feedId } = found;
  return database.inTransaction(
    { kind: 'system', organizationId, reason: 'a calendar outside' },
    async (ctx) => {
      const feed = await findFeed(ctx, feedId);
      if (!feed) return null;
      const text = writeIcal(await readFeedCalendar(ctx, feed));
      const hash = createHash('sha256').update(text).digest('base64url');
      return { text, hash, since: await noteRead(ctx, feed, hash) };
    },
  );
}
