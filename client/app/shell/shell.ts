import {
  afterNextRender,
  Component,
  computed,
  effect,
  inject,
  Injector,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { filter } from 'rxjs';
import { Keymap } from '../platform/keymap';
import { PageTitle } from '../platform/page-title';
import { RecentPages } from '../platform/recent-pages';
import { Session } from '../platform/session';
import { ShortcutKey } from '../platform/shortcut-key';
import { bindShortcuts, type Shortcut } from '../platform/shortcut-set';
import { DeniedState } from '../ui/denied-state/denied-state';
import { SvgIcon } from '../ui/svg-icon/svg-icon';
import { AccountMenu } from './account-menu/account-menu';
import { ClinicPicker } from './clinic-picker/clinic-picker';
import { followClinics } from './follow-clinics';
import { CommandPalette } from './command-palette/command-palette';
import { ConnectionBanner } from './connection-banner/connection-banner';
import { ConnectionLight } from './connection-banner/connection-light';
import { IdleWarning } from './idle-warning/idle-warning';
import { Navigation } from './navigation/navigation';
import { NotificationBell } from './notification-bell/notification-bell';
import { Places } from './places';
import { permissionOf } from './route-permission';
import { shellShortcuts } from './shell-shortcuts';
import { ShortcutsHelp } from './shortcuts-help/shortcuts-help';
import { StopBanner } from './stop-banner/stop-banner';
import { ToastOutlet } from './toast-outlet/toast-outlet';

/** What surrounds every page of a signed-in person. */
@Component({
  selector: 'app-shell',
  imports: [
    AccountMenu,
    ClinicPicker,
    CommandPalette,
    ConnectionBanner,
    ConnectionLight,
    DeniedState,
    IdleWarning,
    Navigation,
    NotificationBell,
    RouterLink,
    RouterOutlet,
    ShortcutKey,
    ShortcutsHelp,
    SvgIcon,
    StopBanner,
    ToastOutlet,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
})
export class Shell {
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #injector = inject(Injector);
  readonly #places = inject(Places);
  readonly #keymap = inject(Keymap);
  readonly #recent = inject(RecentPages);
  readonly #titles = inject(PageTitle);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('main');

  // After a sign-in the focus moves as between pages; on a fresh load it stays with the browser.
  readonly #url = signal(this.#router.navigated ? '' : location.pathname);
  readonly #capability = computed(() => this.#url().split(/[/?#]/)[1] ?? '');

  // Macs call it so; elsewhere the Ctrl key is in its place.
  protected readonly paletteKeys = /mac|iphone|ipad/i.test(navigator.userAgent) ? '⌘K' : 'Ctrl K';
  protected readonly isHelpOpen = signal(false);
  protected readonly isDemo = computed(() => this.#session.me()?.organization.isDemo ?? false);
  protected readonly maySearch = computed(() => this.#session.can('patient:search'));
  protected readonly searchKeys = computed(() => this.#keymap.keysOf('shell.find-patient'));
  protected readonly mayRead = computed(() => {
    this.#url();
    const needed = permissionOf(this.#router.routerState.snapshot);
    return needed === null || this.#session.can(needed);
  });

  constructor() {
    followClinics();
    this.#router.events
      .pipe(
        filter((event) => event instanceof NavigationEnd),
        takeUntilDestroyed(),
      )
      .subscribe((event) => this.#arrived(event.urlAfterRedirects));
    effect((onCleanup) => onCleanup(this.#keymap.add(this.#shortcuts())));
  }

  protected skipToMain(event: Event): void {
    event.preventDefault();
    this.main().nativeElement.focus();
  }

  #shortcuts(): Shortcut[] {
    const places = this.#places
      .readable()
      .map(({ id, path }) => [id, () => void this.#router.navigateByUrl(path)] as const);
    return bindShortcuts(shellShortcuts, {
      'shell.show-shortcuts': () => this.isHelpOpen.set(true),
      ...(this.maySearch() ? { 'shell.find-patient': () => void this.#search() } : {}),
      ...Object.fromEntries(places),
    });
  }

  async #search(): Promise<void> {
    await this.#router.navigateByUrl('/patients');
    this.#afterRender(() => {
      this.main().nativeElement.querySelector<HTMLElement>('input[type=search]')?.focus();
    });
  }

  /** Whoever cannot see that the page is another one hears it: the focus moves to its heading. */
  #arrived(url: string): void {
    const left = this.#capability();
    this.#url.set(url);
    this.#recent.visited(url.replace(/[?#].*$/, ''), this.#titles.titleOf(this.#router));
    if (this.#capability() === left) return;
    this.#afterRender(() => {
      const main = this.main().nativeElement;
      if (main.contains(document.activeElement)) return;
      (main.querySelector<HTMLElement>('h1[tabindex]') ?? main).focus();
    });
  }

  #afterRender(run: () => void): void {
    afterNextRender({ read: run }, { injector: this.#injector });
  }
}
