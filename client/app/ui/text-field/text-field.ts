import { Component, input, viewChild, type ElementRef } from '@angular/core';

let count = 0;

/** One line of a plain form. The form reads it by its name, so that what a password manager fills in counts. */
@Component({
  selector: 'app-text-field',
  templateUrl: './text-field.html',
  styleUrl: './text-field.scss',
})
export class TextField {
  readonly label = input.required<string>();
  readonly name = input.required<string>();
  readonly type = input<'text' | 'password'>('text');
  readonly value = input('');
  readonly autocomplete = input('off');
  readonly hint = input('');
  readonly error = input<string | null>(null);
  readonly maxLength = input(120);
  readonly minLength = input(1);

  protected readonly inputId = `app-text-field-${++count}`;
  private readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');

  focus(): void {
    this.box().nativeElement.focus();
  }

  clear(): void {
    this.box().nativeElement.value = '';
  }
}
