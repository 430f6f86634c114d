import { Component, computed, inject } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session } from '../../platform/session';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { WaitlistCount } from '../../waitlist/waitlist-count';
import { Places, type Place } from '../places';

/** The rail: only pages that the person may read here, each with what waits there. */
@Component({
  selector: 'app-navigation',
  imports: [MatTooltip, RouterLink, RouterLinkActive, SvgIcon],
  templateUrl: './navigation.html',
  styleUrl: './navigation.scss',
  host: { '[class.open]': 'isOpen()' },
})
export class Navigation {
  readonly #session = inject(Session);
  readonly #openings = inject(WaitlistCount).open;

  protected readonly places = inject(Places).readable;
  protected readonly isOpen = computed(() => this.#session.preferences()?.navigationOpen ?? false);

  protected countOf(place: Place): number | null {
    const open = place.path === '/waitlist' ? this.#openings() : null;
    return open === 0 ? null : open;
  }

  protected nameOf(place: Place): string {
    const count = this.countOf(place);
    if (count === null) return place.title;
    return `${place.title}, ${count} ${count === 1 ? 'opening' : 'openings'} to fill`;
  }

  protected toggle(): void {
    void this.#session.changePreferences({ navigationOpen: !this.isOpen() });
  }
}
