import { Component, computed, input, output } from '@angular/core';
import { audiences, type Audience } from '#contract/result-release';

/** Some of the audiences. */
@Component({
  selector: 'app-audience-choice',
  template: `
    <fieldset>
      <legend>{{ legend() }}</legend>
      @for (each of options(); track each.audience) {
        <label class="check">
          <input
            type="checkbox"
            [attr.data-audience]="each.audience"
            [checked]="each.isChosen"
            (change)="toggle(each.audience)"
          />
          {{ each.title }}
        </label>
      }
    </fieldset>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
})
export class AudienceChoice {
  readonly legend = input.required<string>();
  readonly allowed = input.required<readonly Audience[]>();
  readonly chosen = input.required<readonly Audience[]>();
  readonly changed = output<readonly Audience[]>();

  protected readonly options = computed(() =>
    this.allowed().map((audience) => ({
      audience,
      title: audiences[audience],
      isChosen: this.chosen().includes(audience),
    })),
  );

  protected toggle(audience: Audience): void {
    const others = this.chosen().filter((each) => each !== audience);
    this.changed.emit(others.length < this.chosen().length ? others : [...others, audience]);
  }
}
