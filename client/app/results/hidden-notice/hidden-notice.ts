import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { SvgIcon } from '../../ui/svg-icon/svg-icon';

const leastReason = 10;

/** In place of what a sensitive result says: who wants to see it says why, and the audit log keeps it. */
@Component({
  selector: 'app-hidden-notice',
  imports: [MatButton, SvgIcon],
  template: `
    <p class="hidden">
      <app-icon name="lock" /><span
        >This result is sensitive: its name, values and letters are hidden. Who needs them says why;
        the reason is kept.</span
      >
    </p>
    @if (isAsking()) {
      <form novalidate (submit)="ask($event)">
        <label>
          Why you need to see it
          <input
            autocomplete="off"
            maxlength="300"
            data-field="unhide-reason"
            [value]="reason()"
            (input)="type($event)"
          />
        </label>
        @if (fault(); as fault) {
          <p class="fault" role="alert">{{ fault }}</p>
        }
        @if (refusal(); as refusal) {
          <p class="refusal" role="alert">{{ refusal }}</p>
        }
        <div class="acts">
          <button matButton type="button" (click)="isAsking.set(false)">Back</button>
          <button matButton="outlined" type="submit" [disabled]="busy()">Show values</button>
        </div>
      </form>
    } @else {
      <button matButton="outlined" type="button" (click)="isAsking.set(true)">Show values…</button>
    }
  `,
  styleUrl: './hidden-notice.scss',
})
export class HiddenNotice {
  readonly itemId = input.required<string>();
  readonly busy = input(false);
  readonly refusal = input('');
  readonly asked = output<string>();

  protected readonly isAsking = linkedSignal({ source: this.itemId, computation: () => false });
  protected readonly reason = linkedSignal({ source: this.itemId, computation: () => '' });
  protected readonly fault = signal('');
  readonly #isEnough = computed(() => this.reason().trim().length >= leastReason);

  protected type(event: Event): void {
    this.fault.set('');
    this.reason.set((event.target as HTMLInputElement).value);
  }

  protected ask(event: Event): void {
    event.preventDefault();
    if (this.busy()) return;
    if (this.#isEnough()) this.asked.emit(this.reason().trim());
    else this.fault.set(`Say why in ${leastReason} characters or more.`);
  }
}
