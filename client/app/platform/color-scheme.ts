import { DOCUMENT, effect, inject, Service } from '@angular/core';
import { Session } from './session';

/** Light, dark or as the computer is set: a class on the root element, which the theme reads. */
@Service()
export class ColorScheme {
  constructor() {
    const session = inject(Session);
    const { classList } = inject(DOCUMENT).documentElement;
    effect(() => {
      const theme = session.preferences()?.theme ?? 'system';
      classList.toggle('theme-light', theme === 'light');
      classList.toggle('theme-dark', theme === 'dark');
    });
  }
}
