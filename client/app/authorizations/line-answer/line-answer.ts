import { Component, computed, input, signal, viewChild } from '@angular/core';
import type { HeardAnswer } from '#contract/authorization-decisions';
import type { AuthorizationLine } from '#contract/authorization-line';
import {
  pendedFor,
  reviewActions,
  type PendedFor,
  type ReviewAction,
} from '#contract/authorization-workflow';
import { GrantFields } from '../grant-fields/grant-fields';
import { MomentFields } from '../moment-fields/moment-fields';
import type { Typed } from '../../platform/work-queue/step-fields';

/** What the payer answered about one line. */
@Component({
  selector: 'app-line-answer',
  imports: [GrantFields, MomentFields],
  templateUrl: './line-answer.html',
  styleUrl: './line-answer.scss',
})
export class LineAnswer {
  readonly line = input.required<AuthorizationLine>();
  /** Is it said which line it is? */
  readonly named = input(true);

  private readonly grant = viewChild(GrantFields);
  private readonly until = viewChild(MomentFields);

  protected readonly actions = Object.entries(reviewActions) as [ReviewAction, string][];
  protected readonly waits = Object.entries(pendedFor) as [PendedFor, string][];
  protected readonly action = signal<ReviewAction | ''>('');
  protected readonly number = signal('');
  protected readonly because = signal('');
  protected readonly codes = signal('');
  protected readonly waitsFor = signal<PendedFor>('payer-review');
  protected readonly isApproved = computed(() => ['A1', 'A2', 'A6'].includes(this.action()));

  /** `null` = the payer said nothing of it. */
  read(): Typed<HeardAnswer | null> {
    const action = this.action();
    const about = { lineId: this.line().id, number: this.number().trim() || null };
    switch (action) {
      case '':
        return { value: null };
      case 'A1':
      case 'A2':
      case 'A6':
        return this.#granted(action, about);
      case 'A3': {
        const because = this.because().trim();
        if (because === '')
          return {
            fault: `Write down why “${this.line().description}” was denied, as the payer says it.`,
          };
        const codes = this.codes()
          .split(/[\s,;]+/)
          .filter(Boolean);
        if (codes.length > 5 || codes.some((code) => code.length > 10))
          return { fault: 'Reason codes are five at most, each of ten signs at most.' };
        return { value: { action, ...about, because, codes } };
      }
      case 'A4': {
        const until = this.until()?.read() ?? { value: null };
        if (until.fault !== undefined) return { fault: until.fault };
        return { value: { action, ...about, waitsFor: this.waitsFor(), until: until.value } };
      }
      case 'C':
      case 'CT':
      case 'NA':
        return { value: { action, ...about } };
    }
  }

  protected valueOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLSelectElement).value;
  }

  protected choose(event: Event): void {
    this.action.set(this.valueOf(event) as ReviewAction | '');
  }

  protected wait(event: Event): void {
    this.waitsFor.set(this.valueOf(event) as PendedFor);
  }

  #granted(
    action: 'A1' | 'A2' | 'A6',
    about: { lineId: string; number: string | null },
  ): Typed<HeardAnswer> {
    const { value: grant, fault } = this.grant()?.read() ?? { fault: 'Say what is granted.' };
    if (fault !== undefined) return { fault };
    const { description, quantity, unit } = this.line();
    const isLess = grant.unit === unit && grant.quantity < quantity;
    if (action === 'A1' && isLess)
      return { fault: `Fewer of “${description}” than were asked for is certified in part.` };
    return { value: { action, ...about, grant } };
  }
}
