import { Component, computed, forwardRef, input, linkedSignal, signal } from '@angular/core';
import type { ClaimRecord } from '#contract/claim-record';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

const least = 20;

/** An appeal of a level: by our own right, or the member's with their signature; late only for a reason that is said. */
@Component({
  selector: 'app-appeal-fields',
  template: `
    <label>
      Level
      <input
        type="number"
        min="1"
        max="9"
        data-field="level"
        [value]="level()"
        (input)="level.set(textOf($event))"
      />
    </label>
    <label>
      Grounds
      <textarea
        rows="5"
        maxlength="8000"
        data-field="grounds"
        [value]="grounds()"
        (input)="grounds.set(textOf($event))"
      ></textarea>
    </label>
    <label>
      How it went out: fax, portal, or mail with its number
      <input
        maxlength="100"
        data-field="reference"
        [value]="reference()"
        (input)="reference.set(textOf($event))"
      />
    </label>
    @if (whose() === 'member') {
      <label class="check">
        <input
          type="checkbox"
          data-field="authorized"
          [checked]="isAuthorized()"
          (change)="isAuthorized.set(isTicked($event))"
        />
        The member’s signed authorization is on file
      </label>
    }
    @if (isLate()) {
      <label class="check">
        <input
          type="checkbox"
          data-field="late"
          [checked]="isFiledLate()"
          (change)="isFiledLate.set(isTicked($event))"
        />
        File it although the last day is over; the grounds say why
      </label>
    }
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => AppealFields) }],
})
export class AppealFields extends StepFields {
  readonly whose = input.required<'provider' | 'member'>();
  readonly record = input.required<ClaimRecord | null>();
  /** The last day is over. */
  readonly isLate = input(false);

  /** One more than was lost. */
  readonly #next = computed(() => {
    const kind = this.whose() === 'member' ? 'member-appeal' : 'appeal';
    const lost = (this.record()?.courses ?? []).filter(
      (course) => course.kind === kind && course.outcome === 'upheld',
    );
    return 1 + Math.max(0, ...lost.map(({ level }) => level));
  });
  protected readonly level = linkedSignal(() => String(this.#next()));
  protected readonly grounds = signal('');
  protected readonly reference = signal('');
  protected readonly isAuthorized = signal(false);
  protected readonly isFiledLate = signal(false);

  override read(): Typed<Step> {
    const [level, grounds] = [this.level().trim(), this.grounds().trim()];
    if (!/^[1-9]$/.test(level)) return { fault: 'The level is a number from 1 to 9.' };
    if (grounds.length < least)
      return { fault: `Write down the grounds, in ${least} characters or more.` };
    if (this.whose() === 'member' && !this.isAuthorized())
      return { fault: 'The member’s own right needs their signed authorization.' };
    if (this.isLate() && !this.isFiledLate())
      return { fault: 'The last day is over: say that it is filed all the same.' };
    const body = {
      as: this.whose(),
      level: Number(level),
      grounds,
      reference: this.reference().trim(),
      isAuthorizedByMember: this.isAuthorized(),
      isLate: this.isFiledLate(),
    };
    return { value: { decision: 'appeal', body } };
  }

  protected textOf(event: Event): string {
    return (event.target as HTMLInputElement | HTMLTextAreaElement).value;
  }

  protected isTicked(event: Event): boolean {
    return (event.target as HTMLInputElement).checked;
  }
}
