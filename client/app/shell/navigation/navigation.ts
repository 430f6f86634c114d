import { Component, computed, inject } from '@angular/core';
import { MatTooltip } from '@angular/material/tooltip';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { AuthorizationsCount } from '../../authorizations/authorizations-count';
import { RecallsCount } from '../../calendar/recalls-count';
import { CallsCount } from '../../calls/calls-count';
import { ClaimsCount } from '../../claims/claims-count';
import { MessagesCount } from '../../outreach/messages-count';
import { Keymap } from '../../platform/keymap';
import { Session } from '../../platform/session';
import { PrivacyCount } from '../../privacy/privacy-count';
import { RefillsCount } from '../../refills/refills-count';
import { ResultsCount } from '../../results/results-count';
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
  readonly #keymap = inject(Keymap);
  readonly #openings = inject(WaitlistCount).open;
  readonly #authorizations = inject(AuthorizationsCount);
  readonly #calls = inject(CallsCount);
  readonly #claims = inject(ClaimsCount);
  readonly #refills = inject(RefillsCount);
  readonly #results = inject(ResultsCount);
  readonly #trouble = inject(MessagesCount).trouble;
  readonly #recalls = inject(RecallsCount).due;
  readonly #toReview = inject(PrivacyCount).toReview;

  protected readonly countWords = countWords;
  protected readonly places = inject(Places).readable;
  protected readonly isOpen = computed(() => this.#session.preferences()?.navigationOpen ?? false);

  protected countOf(place: Place): number | null {
    const open = this.#openAt(place);
    return open === 0 ? null : open;
  }

  protected keysOf({ id }: Place): string {
    return this.#keymap.keysOf(id);
  }

  protected nameOf(place: Place): string {
    const count = this.countOf(place);
    if (count === null) return place.title;
    if (place.path === '/calls')
      return `Calls, ${countWords(count)} open, ${this.#calls.late()} late`;
    if (place.path === '/refills')
      return `Refills, ${countWords(count)} open, ${this.#refills.late()} late`;
    if (place.path === '/authorizations')
      return `Authorizations, ${countWords(count)} open, ${this.#authorizations.late()} late`;
    if (place.path === '/results')
      return `Results, ${countWords(count)} open, ${this.#results.late()} late`;
    if (place.path === '/claims')
      return `Claims, ${countWords(count)} open, ${this.#claims.late()} late`;
    if (place.path === '/recalls') return `${place.title}, ${countWords(count)} due`;
    if (place.path === '/messages') return `Messages, ${countWords(count)} in trouble`;
    if (place.path === '/privacy') return `Privacy, ${countWords(count)} to review`;
    return `${place.title}, ${countWords(count)} ${count === 1 ? 'opening' : 'openings'} to fill`;
  }

  /** Whatever is in trouble is late. */
  protected isLate({ path }: Place): boolean {
    if (path === '/refills') return this.#refills.late() > 0;
    if (path === '/authorizations') return this.#authorizations.late() > 0;
    if (path === '/results') return this.#results.late() > 0;
    if (path === '/claims') return this.#claims.late() > 0;
    return path === '/messages' || (path === '/calls' && this.#calls.late() > 0);
  }

  protected toggle(): void {
    void this.#session.changePreferences({ navigationOpen: !this.isOpen() });
  }

  #openAt({ path }: Place): number | null {
    if (path === '/waitlist') return this.#openings();
    if (path === '/messages') return this.#trouble();
    if (path === '/privacy') return this.#toReview();
    if (path === '/recalls') return this.#recalls();
    if (path === '/refills') return this.#refills.open();
    if (path === '/authorizations') return this.#authorizations.open();
    if (path === '/results') return this.#results.open();
    if (path === '/claims') return this.#claims.open();
    return path === '/calls' ? this.#calls.open() : null;
  }
}

/** The name of a link says what stands in it (WCAG 2.5.3). */
function countWords(count: number): string {
  return count > 99 ? '99+' : String(count);
}
