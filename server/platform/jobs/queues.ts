// Queues of the job runner, and how often a failed job is tried again; created by the migration, because the
// application's role has no DDL.

/** Doubled with each try, up to an hour: about five hours in all, and longer than a carrier's bad afternoon. */
const untilItGetsThrough = {
  ...{ retryLimit: 10, retryDelay: 30, retryBackoff: true, retryDelayMax: 3600 },
  // Longer than a carrier is waited for.
  expireInSeconds: 120,
};

export const jobQueues = {
  'platform.housekeeping': {},
  'outreach.send': untilItGetsThrough,
  'refills.send': untilItGetsThrough,
} as const;
export type JobQueue = keyof typeof jobQueues;
