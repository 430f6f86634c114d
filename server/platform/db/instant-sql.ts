/** SQL of an instant as it travels in JSON: UTC with milliseconds, as `instantText` writes it. */
export function instantSql(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
