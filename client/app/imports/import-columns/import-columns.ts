import { Component, computed, input, linkedSignal, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { guessMapping, unmappedFields } from '#contract/import-mapping';
import {
  importFields,
  importSubjects,
  type ImportField,
  type ImportMapping,
  type ImportSubject,
} from '#contract/import-fields';
import type { ImportRun } from '#contract/import-run';
import type { PreviewLine } from '../imports-api';
import { subjectWords } from '../import-words';

export interface ChosenColumns {
  subject: ImportSubject;
  mapping: ImportMapping;
}

/** What the file is about, and which of its columns is which field, beside its first lines. */
@Component({
  selector: 'app-import-columns',
  imports: [MatButton],
  templateUrl: './import-columns.html',
  styleUrl: './import-columns.scss',
})
export class ImportColumns {
  readonly run = input.required<ImportRun>();
  readonly preview = input.required<readonly PreviewLine[]>();
  readonly busy = input(false);
  readonly chosen = output<ChosenColumns>();

  protected readonly subjects = importSubjects.map((subject) => ({
    subject,
    title: subjectWords[subject].title,
  }));
  protected readonly subject = linkedSignal(() => this.run().subject);
  protected readonly mapping = linkedSignal<ImportMapping>(() => this.run().mapping);
  protected readonly fields = computed(() =>
    Object.entries<ImportField>(importFields[this.subject()]).map(([field, { title, needed }]) => ({
      field,
      title,
      needed,
      heading: this.mapping()[field] ?? '',
      sample: this.#sampleOf(this.mapping()[field]),
    })),
  );
  protected readonly missing = computed(() => unmappedFields(this.subject(), this.mapping()));
  /** By heading: the fields that a column fills. */
  protected readonly columns = computed(() =>
    this.run().headings.map((heading) => ({
      heading,
      fills: this.fields()
        .filter((each) => each.heading === heading)
        .map(({ title }) => title)
        .join(', '),
    })),
  );

  protected chooseSubject(event: Event): void {
    const subject = (event.target as HTMLSelectElement).value as ImportSubject;
    this.subject.set(subject);
    this.mapping.set(guessMapping(subject, this.run().headings));
  }

  protected choose(field: string, event: Event): void {
    const heading = (event.target as HTMLSelectElement).value;
    const others = Object.entries(this.mapping()).filter(([each]) => each !== field);
    const own: [string, string][] = heading === '' ? [] : [[field, heading]];
    this.mapping.set(Object.fromEntries([...others, ...own]));
  }

  protected check(): void {
    this.chosen.emit({ subject: this.subject(), mapping: this.mapping() });
  }

  #sampleOf(heading: string | undefined): string {
    const at = this.run().headings.indexOf(heading ?? '');
    return this.preview().find(({ cells }) => cells[at])?.cells[at] ?? '';
  }
}
