import { QueuePageHarness } from '../platform/work-queue/queue-page-harness';

export class AuthorizationsPageHarness extends QueuePageHarness {
  static readonly hostSelector = 'app-authorizations-page';

  /** The lines in hand, each as it reads. */
  async lines(): Promise<string[]> {
    return this.textsOf('app-line-card');
  }

  async documents(): Promise<string[]> {
    return this.textsOf('app-document-list li .words');
  }
}
