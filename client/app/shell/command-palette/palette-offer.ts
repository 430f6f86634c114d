// What the palette may offer now: pages of the role, what the page in view can do, where the person was.
import { computed, inject, type Signal } from '@angular/core';
import { Router } from '@angular/router';
import { Keymap } from '../../platform/keymap';
import { RecentPages } from '../../platform/recent-pages';
import { Session } from '../../platform/session';
import { Places } from '../places';
import type { PaletteEntry, PaletteGroup } from './palette-groups';

const mostRecent = 5;

export function paletteOffer(): Signal<readonly PaletteGroup[]> {
  const router = inject(Router);
  const keymap = inject(Keymap);
  const places = inject(Places);
  const session = inject(Session);
  const { pages } = inject(RecentPages);
  const keysAreOn = computed(() => session.preferences()?.shortcuts ?? true);
  const opens = (url: string) => (): void => void router.navigateByUrl(url);

  const recent = computed<PaletteEntry[]>(() =>
    pages()
      .slice(1)
      .filter(({ url }) => places.readable().some(({ path }) => url.startsWith(`${path}/`)))
      .slice(0, mostRecent)
      .map(({ url, title }) => ({
        ...{ id: `recent:${url}`, words: title, icon: 'history', meta: '', keys: '' },
        run: opens(url),
      })),
  );
  const readable = computed<PaletteEntry[]>(() => [
    ...places.readable().map(({ id, title, icon, path }) => ({
      ...{ id, words: title, icon, meta: '', keys: keysAreOn() ? keymap.keysOf(id) : '' },
      run: opens(path),
    })),
    {
      ...{ id: 'go.account', words: 'Account', icon: 'person', meta: '', keys: '' },
      run: opens('/account'),
    },
  ]);
  const actions = computed<PaletteEntry[]>(() => {
    const led = new Set(places.readable().map(({ id }) => id));
    const acts = keymap.shortcuts().filter(({ id }) => !led.has(id));
    // What the page in view can do is nearer than what can be done everywhere.
    const isNear = ({ id }: { id: string }): boolean => !id.startsWith('shell.');
    return [...acts.filter(isNear), ...acts.filter((act) => !isNear(act))]
      .filter(({ run }, at, all) => all.findIndex((other) => other.run === run) === at)
      .map(({ id, words, keys, run }) => ({
        ...{ id, words, icon: 'bolt', meta: '', keys: keysAreOn() ? keys : '' },
        run,
      }));
  });
  return computed(() => [
    { title: 'Recent', entries: recent() },
    { title: 'Pages', entries: readable() },
    { title: 'Actions', entries: actions() },
  ]);
}
