/** A Ctrl-C under npm arrives twice, from the terminal and from npm: what comes so soon is the same wish. */
const sameWishMs = 1_000;

/** `first` is called once; `again` when somebody asks anew, because the end takes too long. */
export function onAskedToEnd(options: {
  first: () => void;
  again: () => void;
  now: () => number;
}): () => void {
  let askedAt: number | undefined;
  return () => {
    if (askedAt === undefined) {
      askedAt = options.now();
      options.first();
    } else if (options.now() - askedAt > sameWishMs) options.again();
  };
}
