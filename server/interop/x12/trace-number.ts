// TRN: our own number of a question, by which its answer finds it and nothing else does.

/** TRN02: the id of what is asked, so that an answer finds its row. */
export function traceOf(id: string): string {
  return id.replaceAll('-', '').toUpperCase();
}

/** The id behind a trace number; `null` for one that is not ours. Some payers answer in other letters than they were asked in. */
export function idOfTrace(trace: string): string | null {
  const digits = trace.trim().toLowerCase();
  if (!/^[0-9a-f]{32}$/.test(digits)) return null;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

/** TRN03, of who writes with this ISA06: ten characters; 9 = a number that we gave ourselves. */
export function originatorOf(ourId: string): string {
  return `9${ourId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 9)}`.padEnd(10, '0');
}
