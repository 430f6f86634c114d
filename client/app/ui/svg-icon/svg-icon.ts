import { Component, computed, input } from '@angular/core';
import { iconPaths } from './icon-paths';

export type IconName = keyof typeof iconPaths;

/** Decoration beside a word or inside a named button; screen readers skip it. */
@Component({
  selector: 'app-icon',
  template: `
    <svg viewBox="0 -960 960 960" aria-hidden="true" focusable="false">
      <path [attr.d]="path()" />
    </svg>
  `,
  styleUrl: './svg-icon.scss',
})
export class SvgIcon {
  readonly name = input.required<IconName>();

  protected readonly path = computed(() => iconPaths[this.name()]);
}
