// Consoles that come back together, after a server's restart, share one transaction and its reads.
import { setTimeout as passed } from 'node:timers/promises';
import type { ResumeAnswer, ResumeRequest } from '#contract/realtime';
import { logReader, resumeFeeds } from '../change-log/resume-feeds.ts';
import type { Database } from '../db/database.ts';
import { inSystem } from './in-system.ts';

/** Requests that arrive within it are read together; the read begins after the last of them. */
const gatherMs = 3;

interface Asked {
  request: ResumeRequest;
  readableFeeds: ReadonlySet<string>;
  answered: PromiseWithResolvers<ResumeAnswer>;
}

export interface CatchUp {
  resume(
    organizationId: string,
    request: ResumeRequest,
    readableFeeds: ReadonlySet<string>,
  ): Promise<ResumeAnswer>;
}

export function catchUp(database: Database): CatchUp {
  const gathering = new Map<string, Asked[]>();

  async function answerTogether(organizationId: string, together: Asked[]): Promise<void> {
    await passed(gatherMs);
    gathering.delete(organizationId);
    try {
      await inSystem(database, organizationId, async (ctx) => {
        const reader = logReader(ctx);
        for (const { request, readableFeeds, answered } of together)
          answered.resolve(await resumeFeeds(reader, request, readableFeeds));
      });
    } catch (error) {
      for (const { answered } of together) answered.reject(error);
    }
  }

  return {
    resume(organizationId, request, readableFeeds) {
      const asked = { request, readableFeeds, answered: Promise.withResolvers<ResumeAnswer>() };
      const together = gathering.get(organizationId);
      if (together) {
        together.push(asked);
      } else {
        const first = [asked];
        gathering.set(organizationId, first);
        void answerTogether(organizationId, first);
      }
      return asked.answered.promise;
    },
  };
}
