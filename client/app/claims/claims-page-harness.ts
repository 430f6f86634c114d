import { QueuePageHarness } from '../platform/work-queue/queue-page-harness';

export class ClaimsPageHarness extends QueuePageHarness {
  static readonly hostSelector = 'app-claims-page';

  /** The lines of the claim in hand, each as it reads. */
  async lines(): Promise<string[]> {
    return this.textsOf('app-line-table tr[data-line]');
  }

  /** What the payer's codes say, each as it reads. */
  async codes(): Promise<string[]> {
    return this.textsOf('app-line-table .codes li');
  }

  /** What cannot be done, each with its reason. */
  async blocked(): Promise<string[]> {
    await this.click('app-claim-record summary');
    return this.textsOf('app-claim-record .blocked li');
  }
}
