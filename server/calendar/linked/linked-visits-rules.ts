// What visits that are booked together may be: pure.

export interface WantedPart {
  patientId: string;
  startsAt: string;
  endsAt: string;
}

/** The first part in which its patient is in another one as well; `-1` = none. */
export function partInTheWay(parts: readonly WantedPart[]): number {
  return parts.findIndex((part, at) =>
    parts
      .slice(0, at)
      .some(
        (other) =>
          other.patientId === part.patientId &&
          other.startsAt < part.endsAt &&
          part.startsAt < other.endsAt,
      ),
  );
}
