import { inject, Service } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { TitleStrategy, type Router, type RouterStateSnapshot } from '@angular/router';

/** `Waitlist · Daysheet`; never the name of a patient, because titles stay in the browser's history. */
@Service()
export class PageTitle extends TitleStrategy {
  readonly #title = inject(Title);

  /** Of the page on show, without the product's name. */
  titleOf(router: Router): string {
    return this.buildTitle(router.routerState.snapshot) ?? '';
  }

  override updateTitle(state: RouterStateSnapshot): void {
    const page = this.buildTitle(state);
    this.#title.setTitle(page ? `${page} · Daysheet` : 'Daysheet');
  }
}
