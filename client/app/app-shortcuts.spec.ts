import { TestBed } from '@angular/core/testing';
import { mostShortcutKeys, shortcutId } from '#contract/shortcut-keys';
import { appConfig } from './app-config';
import { SHORTCUT_SETS } from './platform/shortcut-set';

describe('the shortcuts of the console', () => {
  it('can each be given keys of one’s own, under an id that no other has', () => {
    TestBed.configureTestingModule({ providers: appConfig.providers });
    const ids = TestBed.inject(SHORTCUT_SETS).flatMap(({ shortcuts }) =>
      shortcuts.map(({ id }) => id),
    );
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.length).toBeLessThan(mostShortcutKeys);
    expect(ids.filter((id) => !shortcutId.safeParse(id).success)).toEqual([]);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });
});
