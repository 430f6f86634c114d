/** Queues of the job runner; created by the migration, because the application's role has no DDL. */
export const jobQueues = ['platform.housekeeping'] as const;
