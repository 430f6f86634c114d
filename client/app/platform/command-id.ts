/** Names one act of a person: the key under which the server remembers its answer, and the overlay's key. */
export function newCommandId(): string {
  return crypto.randomUUID();
}
