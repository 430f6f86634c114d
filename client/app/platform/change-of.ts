import type { ChangeEnvelope } from '#contract/realtime';

/**
 * A change of a feed as one of its capability's changes. The feed's name says of which kind they are, and what cannot be
 * read as such was refused by the server that wrote it: this is the one place where that is taken on trust.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- who follows a feed knows its changes
export function changeOf<C extends { type: string }>(envelope: ChangeEnvelope): C {
  return envelope as unknown as C;
}
