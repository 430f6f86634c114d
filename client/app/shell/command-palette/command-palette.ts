import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  inject,
  linkedSignal,
  signal,
  viewChild,
  type ElementRef,
} from '@angular/core';
import { Router } from '@angular/router';
import { listName, type Patient } from '#contract/patients';
import { keysAsWritten } from '../../platform/key-words';
import { Session } from '../../platform/session';
import { TimeFormat } from '../../platform/time-format';
import { findPatients } from '../../patients/patient-picker/find-patients';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';
import { paletteGroups, type PaletteEntry } from './palette-groups';
import { paletteOffer } from './palette-offer';

/** One field for everything that can be opened or done (Ctrl+K, ⌘K). The focus stays in the field. */
@Component({
  selector: 'app-command-palette',
  imports: [SvgIcon],
  templateUrl: './command-palette.html',
  styleUrl: './command-palette.scss',
})
export class CommandPalette {
  readonly #router = inject(Router);
  readonly #session = inject(Session);
  readonly #format = inject(TimeFormat);
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');
  private readonly list = viewChild.required<ElementRef<HTMLElement>>('list');
  readonly #isOpen = signal(false);
  readonly #maySearch = computed(() => this.#session.can('patient:search'));
  readonly #offer = paletteOffer();

  protected readonly text = signal('');
  readonly #found = findPatients(
    computed(() => (this.#maySearch() ? this.text() : '')),
    6,
  );
  protected readonly groups = computed(() =>
    this.#isOpen()
      ? paletteGroups(
          this.text(),
          this.#offer(),
          this.#found().patients.map((patient) => this.#entryOf(patient)),
        )
      : [],
  );
  protected readonly flat = computed(() => this.groups().flatMap(({ entries }) => entries));
  // With other words the best is first again; patients that come later move nobody off their choice.
  protected readonly active = linkedSignal<
    { text: string; flat: readonly PaletteEntry[] },
    string | null
  >({
    source: () => ({ text: this.text(), flat: this.flat() }),
    computation: ({ text, flat }, before) => {
      const stays = before?.source.text === text && flat.some(({ id }) => id === before.value);
      return stays ? before.value : (flat[0]?.id ?? null);
    },
  });
  protected readonly activeId = computed(() => {
    const active = this.active();
    return active === null ? null : optionIdOf(active);
  });
  protected readonly placeholder = computed(() =>
    this.#maySearch() ? 'Find a page, an action or a patient' : 'Find a page or an action',
  );
  protected readonly state = computed(() => {
    if (!this.#isOpen()) return '';
    const { status, message } = this.#found();
    if (status === 'searching') return 'Searching patients…';
    if (status === 'failed') return message;
    const count = this.flat().length;
    if (count === 0) return 'Nothing matches. Patients: name, MRN, birth date or phone.';
    return `${count} ${count === 1 ? 'result' : 'results'} · ↑ ↓ to choose, ↵ to open`;
  });
  protected readonly written = keysAsWritten;

  constructor() {
    const listen = (event: KeyboardEvent): void => this.#hear(event);
    document.addEventListener('keydown', listen);
    inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', listen));
    afterRenderEffect({
      read: () => {
        const id = this.activeId();
        const list = this.list().nativeElement;
        if (id) list.querySelector(`[id="${id}"]`)?.scrollIntoView({ block: 'nearest' });
      },
    });
  }

  open(): void {
    this.text.set('');
    this.#isOpen.set(true);
    this.dialog().nativeElement.showModal();
  }

  /** The browser gives the focus back to where it was. */
  close(): void {
    this.dialog().nativeElement.close();
  }

  /** The browser tells of it in a later task: by then the palette may be open again. */
  protected closed(): void {
    if (this.dialog().nativeElement.open) return;
    this.#isOpen.set(false);
    this.text.set('');
  }

  protected optionId({ id }: PaletteEntry): string {
    return optionIdOf(id);
  }

  protected choose({ run }: PaletteEntry): void {
    this.close();
    run();
  }

  protected key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const flat = this.flat();
    const at = flat.findIndex(({ id }) => id === this.active());
    switch (event.key) {
      case 'ArrowDown':
        this.#activate((at + 1) % flat.length);
        break;
      case 'ArrowUp':
        this.#activate((at - 1 + flat.length) % flat.length);
        break;
      case 'Home':
        this.#activate(0);
        break;
      case 'End':
        this.#activate(flat.length - 1);
        break;
      case 'Enter': {
        const entry = flat[at];
        if (entry) this.choose(entry);
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  }

  #activate(at: number): void {
    this.active.set(this.flat()[at]?.id ?? null);
  }

  /** With a modifier, so that it counts in fields too, and also when single keys are off. */
  #hear(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== 'k' || event.shiftKey || event.altKey) return;
    if (event.ctrlKey === event.metaKey) return;
    // The browser would take the key for its own search.
    event.preventDefault();
    if (event.repeat) return;
    if (this.dialog().nativeElement.open) this.close();
    // Another dialog comes first: what it asks would be lost under another page.
    else if (!document.querySelector('dialog:modal')) this.open();
  }

  #entryOf(patient: Patient): PaletteEntry {
    return {
      id: `patient:${patient.id}`,
      words: listName(patient),
      icon: 'person',
      meta: `${this.#format.birthDate(patient.birthOn)} · ${patient.mrn}`,
      keys: '',
      run: () => void this.#router.navigate(['/patients', patient.id]),
    };
  }
}

function optionIdOf(id: string): string {
  return `palette-${id}`;
}
