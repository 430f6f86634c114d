// When a file in an inbox may be taken: pure, from what two looks at the folder have seen.

export interface SeenEntry {
  name: string;
  kind: 'file' | 'folder' | 'other';
  size: number;
  mtimeMs: number;
  inode: number;
}

/** `not-ours`: of whoever writes, or of this server; `growing`: look again; `no-file`: nothing that could be read. */
export type EntryState = 'not-ours' | 'growing' | 'complete' | 'no-file';

/** Where files go from the inbox; they lie in it, so that a move is a rename. */
export const ownFolders = { claimed: 'claimed', done: 'done', refused: 'refused' } as const;

/** `before`: the entry of that name at the last look. */
export function entryState(entry: SeenEntry, before: SeenEntry | undefined): EntryState {
  const { name, kind, size } = entry;
  if (name.startsWith('.') || /\.(part|tmp)$/i.test(name)) return 'not-ours';
  if (kind === 'folder' && Object.hasOwn(ownFolders, name)) return 'not-ours';
  if (kind !== 'file') return 'no-file';
  // An empty file is one that somebody has begun.
  return size > 0 && isSame(entry, before) ? 'complete' : 'growing';
}

function isSame(entry: SeenEntry, before: SeenEntry | undefined): boolean {
  return (
    before?.size === entry.size && before.mtimeMs === entry.mtimeMs && before.inode === entry.inode
  );
}
