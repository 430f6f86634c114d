/** What every cluster runs with; `given` wins. */
const standard = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  log_timezone: 'UTC',
  lc_messages: 'C',
  logging_collector: 'off',
  log_destination: 'stderr',
  // A failed statement's text, values and key details may name a patient: they stay out of the log.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  max_wal_size: '256MB',
};

export function clusterSettings(given: Record<string, string>): string[] {
  return Object.entries({ ...standard, ...given }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
}
