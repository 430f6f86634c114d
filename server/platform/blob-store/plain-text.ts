/** Tells of each part of a file in turn whether all so far is UTF-8 without NUL; a character may be cut between parts. */
export function plainTextCheck(): (part: Buffer, at: { isLast: boolean }) => boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return (part, { isLast }) => {
    try {
      decoder.decode(part, { stream: !isLast });
      return !part.includes(0);
    } catch {
      // What `fatal` asks for: the bytes are no UTF-8.
      return false;
    }
  };
}
