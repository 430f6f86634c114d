// Jobs on pg-boss, by schedule or by what a transaction asked for: each runs once, whatever number of servers there is.
// The schema is the migration's.
import type { Knex } from 'knex';
import { fromKnex, PgBoss, type JobResult, type JobWithMetadata } from 'pg-boss';
import type { Logger } from 'pino';
import { errorCode } from '../error-code.ts';
import type { JobQueue } from './queues.ts';

export interface JobHandler {
  readonly queue: JobQueue;
  /** Cron expression, in UTC. */
  readonly cron: string;
  run(): Promise<void>;
}

/** What does the jobs that transactions put in a queue. */
export interface JobWorker {
  readonly queue: JobQueue;
  /** So many at the same time on one server. */
  readonly atOnce: number;
  /** `again` = later, by the queue's own rules; after the last try nobody asks any more. */
  run(data: unknown, tried: { isLast: boolean }): Promise<'done' | 'again'>;
}

export interface Jobs {
  /** Puts a job in the queue now, beside its schedule. */
  runSoon(queue: JobHandler['queue']): Promise<void>;
  stop(): Promise<void>;
}

export async function startJobs(options: {
  /** The application's pool: jobs act under its role and wait in its line. */
  pool: Knex;
  handlers: readonly JobHandler[];
  workers?: readonly JobWorker[];
  log: Logger;
  pollSeconds?: number;
}): Promise<Jobs> {
  const { pool, handlers, workers = [], log, pollSeconds = 30 } = options;
  const boss = new PgBoss({
    db: fromKnex(pool),
    schema: 'pgboss',
    migrate: false,
    createSchema: false,
    // Once a minute is enough for jobs of the day.
    cronMonitorIntervalSeconds: 45,
  });
  boss.on('error', (error) => log.error({ code: errorCode(error) }, 'the job runner failed'));
  await boss.start();
  for (const handler of handlers) {
    await boss.work(handler.queue, { pollingIntervalSeconds: pollSeconds }, () =>
      runLogged(handler, log),
    );
    await boss.schedule(handler.queue, handler.cron, null, { tz: 'UTC' });
  }
  for (const worker of workers) {
    await boss.work(
      worker.queue,
      {
        batchSize: worker.atOnce,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 1,
        perJobResults: true,
        includeMetadata: true,
      },
      (jobs: JobWithMetadata[]) => Promise.all(jobs.map((job) => workOne(worker, job, log))),
    );
  }
  return {
    async runSoon(queue) {
      await boss.send(queue);
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 5000 });
    },
  };
}

/** A failed job is tried again by its queue's own rules. */
async function runLogged({ queue, run }: JobHandler, log: Logger): Promise<void> {
  try {
    await run();
    log.info({ queue }, 'job done');
  } catch (error) {
    log.error({ queue, code: errorCode(error) }, 'job failed');
    // What pg-boss keeps of a failure is its message, so it gets the code and nothing of the cause.
    // eslint-disable-next-line preserve-caught-error
    throw new Error(errorCode(error));
  }
}

async function workOne(
  { queue, run }: JobWorker,
  job: JobWithMetadata,
  log: Logger,
): Promise<JobResult> {
  const { id } = job;
  try {
    const ended = await run(job.data, { isLast: job.retryCount >= job.retryLimit });
    return { id, status: ended === 'done' ? 'completed' : 'failed' };
  } catch (error) {
    log.error({ queue, code: errorCode(error) }, 'job failed');
    return { id, status: 'failed', output: { code: errorCode(error) } };
  }
}
