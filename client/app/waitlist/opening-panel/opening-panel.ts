import { Component, inject, input, output } from '@angular/core';
import { injectDispatch } from '@ngrx/signals/events';
import type { Offer } from '#contract/waitlist-opening';
import { problemOf } from '../../platform/api';
import { newCommandId } from '../../platform/command-id';
import { Toasts } from '../../platform/toasts';
import {
  CandidatesPanel,
  type OfferAnswered,
  type OfferWish,
} from '../candidates-panel/candidates-panel';
import { CascadePlan } from '../cascade-plan/cascade-plan';
import { WaitlistApi } from '../waitlist-api';
import { waitlistPageEvents } from '../waitlist-events';
import { WaitlistStore, type OpeningOnBoard } from '../waitlist-store';

/** The record in hand: one opening with its candidates, and what can be done about it. */
@Component({
  selector: 'app-opening-panel',
  imports: [CandidatesPanel, CascadePlan],
  template: `
    @if (store.candidates(); as candidates) {
      <app-candidates-panel
        [item]="item()"
        [state]="candidates"
        [refusal]="store.refusal()"
        (offer)="offer($event)"
        (askWave)="askWave()"
        (takeOver)="takeOver($event)"
        (answer)="answer($event)"
        (withdrawOffer)="withdrawOffer($event)"
        (withdrawOpening)="withdrawOpening()"
        (showLink)="showLink($event)"
        (retry)="askAgain()"
        (closed)="closed.emit()"
      >
        <app-cascade-plan
          [openingId]="item().opening.id"
          [version]="item().opening.version"
          [providers]="store.providers()"
        />
      </app-candidates-panel>
    }
  `,
  styles: `
    :host {
      display: block;
      block-size: 100%;
    }
  `,
})
export class OpeningPanel {
  readonly item = input.required<OpeningOnBoard>();
  readonly closed = output();

  protected readonly store = inject(WaitlistStore);
  readonly #dispatch = injectDispatch(waitlistPageEvents);
  readonly #api = inject(WaitlistApi);
  readonly #toasts = inject(Toasts);

  protected offer(wish: OfferWish): void {
    const openingId = this.item().opening.id;
    this.#dispatch.offered({ commandId: newCommandId(), openingId, ...wish });
  }

  protected askWave(): void {
    const openingId = this.item().opening.id;
    this.#dispatch.waveAsked({ commandId: newCommandId(), openingId });
  }

  protected takeOver(wish: OfferWish): void {
    const openingId = this.item().opening.id;
    this.#dispatch.openingTakenOver({ commandId: newCommandId(), openingId, ...wish });
  }

  protected answer({ offer, answer }: OfferAnswered): void {
    this.#dispatch.offerAnswered({ commandId: newCommandId(), offerId: offer.id, answer });
  }

  protected withdrawOffer({ id }: Offer): void {
    this.#dispatch.offerWithdrawn({ commandId: newCommandId(), offerId: id });
  }

  protected withdrawOpening(): void {
    const openingId = this.item().opening.id;
    this.#dispatch.openingWithdrawn({ commandId: newCommandId(), openingId });
  }

  protected async showLink({ id }: Offer): Promise<void> {
    try {
      window.open(await this.#api.showOfferLink(id), '_blank', 'noopener');
    } catch (error) {
      this.#toasts.problem(problemOf(error));
    }
  }

  protected askAgain(): void {
    this.#dispatch.openingPicked({ openingId: this.item().opening.id });
  }
}
