import {
  Component,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  model,
  signal,
} from '@angular/core';
import type { VisitType } from '#contract/availability';
import { listName } from '#contract/patients';
import type { ComingBack } from '#contract/recalls';
import type { Provider } from '#contract/staff';
import { TimeFormat } from '../../platform/time-format';
import { backUnits, dueIn, type BackUnit } from '../recall-words';

/** When, for what and with whom somebody is to come back; `null` while that is not whole. */
@Component({
  selector: 'app-coming-back-fields',
  templateUrl: './coming-back-fields.html',
  styleUrl: './coming-back-fields.scss',
})
export class ComingBackFields {
  readonly today = input.required<string>();
  readonly visitTypes = input.required<readonly VisitType[]>();
  readonly providers = input.required<readonly Provider[]>();
  /** What is chosen at first. */
  readonly visitTypeId = input('');
  readonly providerId = input('');
  readonly wish = model<ComingBack | null>(null);

  readonly #format = inject(TimeFormat);
  protected readonly units = Object.entries(backUnits) as [BackUnit, string][];
  protected readonly count = signal(3);
  protected readonly unit = signal<BackUnit>('month');
  protected readonly typeId = linkedSignal(() => this.visitTypeId());
  protected readonly withId = linkedSignal(() => this.providerId());
  protected readonly note = signal('');

  protected readonly people = computed(() =>
    this.providers().map(({ id, credentials, ...name }) => ({
      id,
      name: `${listName(name)}, ${credentials}`,
    })),
  );
  readonly #dueOn = computed(() => {
    const count = this.count();
    return Number.isInteger(count) && count > 0 && count <= 260
      ? dueIn(this.today(), count, this.unit())
      : null;
  });
  protected readonly day = computed(() => {
    const dueOn = this.#dueOn();
    return dueOn ? `Around ${this.#format.date(dueOn)}` : 'Say in how many weeks, months or years.';
  });
  readonly #whole = computed<ComingBack | null>(() => {
    const dueOn = this.#dueOn();
    if (!dueOn || !this.typeId()) return null;
    const note = this.note().trim();
    return {
      visitTypeId: this.typeId(),
      providerId: this.withId() || null,
      dueOn,
      ...(note ? { note } : {}),
    };
  });

  constructor() {
    effect(() => this.wish.set(this.#whole()));
  }

  protected text(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected chooseUnit(event: Event): void {
    this.unit.set(this.text(event) as BackUnit);
  }
}
