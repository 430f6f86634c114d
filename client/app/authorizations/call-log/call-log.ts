import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import type { PayerCall } from '#contract/authorization-papers';
import { Clock } from '../../platform/clock';
import { TimeFormat } from '../../platform/time-format';
import { tellDraft } from '../../platform/work-queue/item-drafts';
import type { Step } from '../../platform/work-queue/step-fields';

/** Phone calls with the payer: who said what, under which number; and a form for one that is just over. */
@Component({
  selector: 'app-call-log',
  imports: [MatButton],
  templateUrl: './call-log.html',
  styleUrl: './call-log.scss',
})
export class CallLog {
  readonly itemId = input.required<string>();
  readonly calls = input.required<readonly PayerCall[]>();
  readonly nameOf = input.required<(staffId: string) => string>();
  readonly mayWork = input(false);
  readonly busy = input(false);
  readonly stepped = output<Step>();

  readonly #clock = inject(Clock);
  readonly #format = inject(TimeFormat);

  protected readonly isWriting = linkedSignal({ source: this.itemId, computation: () => false });
  protected readonly spokeTo = linkedSignal({ source: this.itemId, computation: () => '' });
  protected readonly reference = linkedSignal({ source: this.itemId, computation: () => '' });
  protected readonly said = linkedSignal({ source: this.itemId, computation: () => '' });
  protected readonly fault = signal('');

  protected readonly lines = computed(() =>
    [...this.calls()].reverse().map((call) => ({
      id: call.id,
      said: call.said,
      meta: [
        this.#format.dayAndTime(call.at),
        `${this.nameOf()(call.byId)} spoke to ${call.spokeTo}`,
        call.reference === '' ? '' : `number ${call.reference}`,
      ]
        .filter(Boolean)
        .join(' · '),
    })),
  );

  constructor() {
    tellDraft(computed(() => this.said() !== '' || this.spokeTo() !== ''));
  }

  protected valueOf(event: Event): string {
    this.fault.set('');
    return (event.target as HTMLInputElement).value;
  }

  protected write(event: Event): void {
    event.preventDefault();
    const [spokeTo, said] = [this.spokeTo().trim(), this.said().trim()];
    if (spokeTo === '') this.fault.set('Say whom you spoke to.');
    else if (said === '') this.fault.set('Write down what was said.');
    else {
      const body = { at: this.#clock.now(), spokeTo, reference: this.reference().trim(), said };
      this.stepped.emit({ decision: 'log-call', body });
    }
  }

  /** What was typed has been written down. */
  clear(): void {
    this.isWriting.set(false);
    this.spokeTo.set('');
    this.reference.set('');
    this.said.set('');
  }
}
