import { QueuePageHarness } from '../platform/work-queue/queue-page-harness';

export class RefillsPageHarness extends QueuePageHarness {
  static readonly hostSelector = 'app-refills-page';

  /** The decisions that can be chosen, the pressed one in brackets. */
  async decisions(): Promise<string[]> {
    return this.pressable('app-decision-form [aria-label=Decide] button');
  }

  async decide(words: string): Promise<void> {
    await this.pressFirst('app-decision-form .choice button', words);
  }

  /** The rules of the card: verdict, title, and what was found. */
  async criteria(): Promise<string[]> {
    return this.textsOf('app-readiness-card .criteria li');
  }

  async turned(): Promise<string[]> {
    const rows = await this.locatorForAll('app-readiness-card .turned .title')();
    return Promise.all(rows.map((row) => row.text()));
  }

  async differences(): Promise<string[]> {
    return this.textsOf('app-order-sides .differences li');
  }

  /** The segments above the list, the pressed one in brackets. */
  async outlook(): Promise<string[]> {
    return this.pressable('app-outlook-switch button');
  }
}
