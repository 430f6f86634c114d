import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { entryState, type SeenEntry } from './file-state.ts';

function anEntry(over: Partial<SeenEntry> = {}): SeenEntry {
  return { name: 'answers.271', kind: 'file', size: 900, mtimeMs: 1000, inode: 7, ...over };
}

describe('a file in an inbox', () => {
  it('is complete once two looks have seen it alike', () => {
    assert.equal(entryState(anEntry(), undefined), 'growing');
    assert.equal(entryState(anEntry(), anEntry()), 'complete');
  });

  it('grows while its size, its time or the file behind its name changes', () => {
    for (const before of [{ size: 899 }, { mtimeMs: 999 }, { inode: 6 }])
      assert.equal(entryState(anEntry(), anEntry(before)), 'growing');
  });

  it('has only been begun while it is empty', () => {
    const empty = anEntry({ size: 0 });
    assert.equal(entryState(empty, empty), 'growing');
  });

  it('is not ours while its name says that it is being written', () => {
    for (const name of ['.answers.271', 'answers.271.part', 'answers.TMP']) {
      const entry = anEntry({ name });
      assert.equal(entryState(entry, entry), 'not-ours');
    }
  });

  it('is none where it is a folder or a link, but for our own folders', () => {
    for (const kind of ['folder', 'other'] as const) {
      const entry = anEntry({ kind });
      assert.equal(entryState(entry, entry), 'no-file');
    }
    for (const name of ['claimed', 'done', 'refused']) {
      assert.equal(entryState(anEntry({ name, kind: 'folder' }), undefined), 'not-ours');
      assert.equal(entryState(anEntry({ name }), anEntry({ name })), 'complete');
    }
  });
});
