import { ComponentHarness } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';

export class CandidatesPanelHarness extends ComponentHarness {
  static readonly hostSelector = 'app-candidates-panel';

  readonly #fitting = this.locatorForAll('ol app-candidate-row');
  readonly #others = this.locatorForAll('ul app-candidate-row');
  readonly #search = this.locatorFor('.search input');

  async title(): Promise<string> {
    return (await this.locatorFor('h2')()).text();
  }

  async fitting(): Promise<string[]> {
    return Promise.all((await this.#fitting()).map((row) => row.text()));
  }

  async others(): Promise<string[]> {
    return Promise.all((await this.#others()).map((row) => row.text()));
  }

  async liveOffers(): Promise<string[]> {
    const offers = await this.locatorForAll('.live .offer')();
    return Promise.all(offers.map((offer) => offer.text()));
  }

  async refusal(): Promise<string | null> {
    return (await (await this.locatorForOptional('.refusal')())?.text()) ?? null;
  }

  async search(text: string): Promise<void> {
    const field = await this.#search();
    await field.setInputValue(text);
    await field.dispatchEvent('input');
  }

  /** Clicks the offer button of the candidate in this place. */
  async offer(rank: number): Promise<void> {
    const buttons = await this.locatorForAll(
      MatButtonHarness.with({ selector: 'app-candidate-row .row button.offer' }),
    )();
    await buttons[rank - 1]?.click();
  }

  async offerButtons(): Promise<number> {
    const selector = 'app-candidate-row .row button.offer';
    return (await this.locatorForAll(MatButtonHarness.with({ selector }))()).length;
  }

  /** Family names of those who can be booked at once. */
  async bookable(): Promise<string[]> {
    const buttons = await this.locatorForAll('app-candidate-row button.book')();
    const labels = await Promise.all(buttons.map((each) => each.getAttribute('aria-label')));
    return labels.map((label) => /Book ([^,]+)/.exec(label ?? '')?.[1] ?? '');
  }

  async book(family: string): Promise<void> {
    const selector = `app-candidate-row button.book[aria-label^="Book ${family}"]`;
    await (await this.locatorFor(MatButtonHarness.with({ selector }))()).click();
  }

  async giveReason(text: string): Promise<void> {
    const field = await this.locatorFor('form input')();
    await field.setInputValue(text);
    await field.dispatchEvent('input');
  }

  async canSubmitReason(): Promise<boolean> {
    return !(await (await this.#submit()).isDisabled());
  }

  async submitReason(): Promise<void> {
    await (await this.#submit()).click();
  }

  async press(text: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text }))()).click();
  }

  async close(): Promise<void> {
    await (await this.locatorFor('header button')()).click();
  }

  async has(text: string | RegExp): Promise<boolean> {
    return (await this.locatorForOptional(MatButtonHarness.with({ text }))()) !== null;
  }

  #submit(): Promise<MatButtonHarness> {
    return this.locatorFor(MatButtonHarness.with({ selector: 'form button[type=submit]' }))();
  }
}
