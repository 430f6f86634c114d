import { Component, computed, input, output } from '@angular/core';
import { appointmentWorkflow, stepOf } from '#contract/appointment-workflow';
import { listName } from '#contract/patients';
import { StatusChip } from '../../ui/status-chip/status-chip';
import { isStanding, type VisitOnGrid } from '../day-columns';
import { stepTone } from '../step-words';

/** What a provider has on a day besides the hours of it: e-visits, and who waits without a time. */
@Component({
  selector: 'app-untimed-strip',
  imports: [StatusChip],
  templateUrl: './untimed-strip.html',
  styleUrl: './untimed-strip.scss',
})
export class UntimedStrip {
  readonly visits = input.required<readonly VisitOnGrid[]>();
  readonly pickedId = input<string | null>(null);
  readonly openVisit = output<string>();

  protected readonly groups = computed(() => {
    const standing = this.visits().filter(({ appointment }) => isStanding(appointment.status));
    return [
      { title: 'E-visits', items: standing.filter(isEVisit) },
      { title: 'No time', items: standing.filter((item) => !isEVisit(item)) },
    ].filter(({ items }) => items.length > 0);
  });

  protected nameOf({ appointment }: VisitOnGrid): string {
    return listName(appointment.patient);
  }

  protected stepOf({ appointment }: VisitOnGrid) {
    const step = stepOf(appointment);
    return { word: appointmentWorkflow.states[step].title, tone: stepTone[step] };
  }
}

function isEVisit({ appointment }: VisitOnGrid): boolean {
  return appointment.modality === 'e-visit';
}
