import { Component, computed, forwardRef, input, linkedSignal } from '@angular/core';
import { resultCategories, type ResultCategory } from '#contract/result-content';
import type { ResultRecord } from '#contract/result-record';
import { type Step, StepFields, type Typed } from '../../platform/work-queue/step-fields';

/** What it is about beyond its codes; rules of release follow. */
@Component({
  selector: 'app-categorize-fields',
  template: `
    <fieldset>
      <legend>It is about</legend>
      @for (each of options(); track each.category) {
        <label class="check">
          <input
            type="checkbox"
            [attr.data-category]="each.category"
            [checked]="each.isChosen"
            (change)="toggle(each.category)"
          />
          {{ each.title }}
        </label>
      }
    </fieldset>
    <p>Rules of release follow from it at once, for everybody who sees it outside.</p>
  `,
  styleUrl: '../../platform/work-queue/step-fields.scss',
  providers: [{ provide: StepFields, useExisting: forwardRef(() => CategorizeFields) }],
})
export class CategorizeFields extends StepFields {
  readonly record = input.required<ResultRecord | null>();

  /** What was chosen stays when the record is read again. */
  protected readonly chosen = linkedSignal<boolean, readonly ResultCategory[]>({
    source: () => this.record() !== null,
    computation: () => this.record()?.categories ?? [],
  });
  protected readonly options = computed(() =>
    (Object.entries(resultCategories) as [ResultCategory, string][]).map(([category, title]) => ({
      ...{ category, title },
      isChosen: this.chosen().includes(category),
    })),
  );

  override read(): Typed<Step> {
    const categories = this.chosen();
    return categories.length === 0
      ? { fault: 'Choose what it is about.' }
      : { value: { decision: 'categorize', body: { categories } } };
  }

  protected toggle(category: ResultCategory): void {
    this.chosen.update((chosen) =>
      chosen.includes(category)
        ? chosen.filter((each) => each !== category)
        : [...chosen, category],
    );
  }
}
