import { Component, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { Skeleton } from '../../ui/skeleton/skeleton';

let count = 0;

/** One part of the patient's page: its title, what can be done with it (`[acts]`), and its state. */
@Component({
  selector: 'app-patient-section',
  imports: [MatButton, Skeleton],
  templateUrl: './patient-section.html',
  styleUrl: './patient-section.scss',
})
export class PatientSection {
  readonly title = input.required<string>();
  /** May the reader see this part? */
  readonly mayRead = input(true);
  readonly isLoaded = input(true);
  /** Why it could not be loaded. */
  readonly problem = input('');
  /** What is said where there is nothing; empty when there is something. */
  readonly empty = input('');
  readonly retry = output();

  protected readonly titleId = `patient-section-${++count}`;
}
