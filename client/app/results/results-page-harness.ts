import { asRead, QueuePageHarness } from '../platform/work-queue/queue-page-harness';

export class ResultsPageHarness extends QueuePageHarness {
  static readonly hostSelector = 'app-results-page';

  /** The values in hand, each as it reads. */
  async values(): Promise<string[]> {
    return this.textsOf('app-values-table [data-value]');
  }

  /** Who sees it outside, each as it reads. */
  async audiences(): Promise<string[]> {
    return this.textsOf('app-audience-strip li');
  }

  /** The critical call; `null` where there is none. */
  async call(): Promise<string | null> {
    const call = await this.locatorForOptional('app-critical-call')();
    return call ? asRead(call) : null;
  }
}
