import { Component, computed, input, output } from '@angular/core';
import type { Appointment } from '#contract/calendar';
import type { LinkedVisits } from '#contract/linked-visits';
import type { PatientSummary } from '#contract/patients';
import type { Recall } from '#contract/recalls';
import type { Clinic } from '#contract/staff';
import type { SeriesView } from '#contract/visit-series';
import { AssignDialog } from '../assign-dialog/assign-dialog';
import { BookDialog } from '../book-dialog/book-dialog';
import { CancelDialog } from '../cancel-dialog/cancel-dialog';
import type { SlotWish } from '../day-grid/day-grid';
import { CheckOutDialog } from '../check-out-dialog/check-out-dialog';
import { DescribeDialog } from '../describe-dialog/describe-dialog';
import { InterpretersDialog } from '../interpreters-dialog/interpreters-dialog';
import { LateDialog } from '../late-dialog/late-dialog';
import { LengthDialog, type RefusedLength } from '../length-dialog/length-dialog';
import { MoveDialog, type RefusedMove } from '../move-dialog/move-dialog';
import { MoveEVisitDialog } from '../move-e-visit-dialog/move-e-visit-dialog';
import type { BookingDraft } from '../parked-bookings';
import { StepDialog } from '../step-dialog/step-dialog';
import type { VisitStep } from '../step-words';
import { SweepDialog } from '../sweep-dialog/sweep-dialog';
import { WalkInDialog } from '../walk-in-dialog/walk-in-dialog';

export type OpenDialog =
  | {
      kind: 'book';
      slot: SlotWish | null;
      patient: PatientSummary | null;
      recall?: Recall | null;
      draft?: BookingDraft;
    }
  | { kind: 'move'; refused: RefusedMove | null }
  | { kind: 'length'; refused: RefusedLength | null }
  | { kind: 'cancel' }
  | { kind: 'check-out' | 'describe' | 'assign' }
  | { kind: 'interpreters' | 'late' | 'sweep' | 'walk-in' }
  | { kind: 'step'; step: VisitStep };

/** The one dialog of the calendar that is open, if any. */
@Component({
  selector: 'app-calendar-dialogs',
  imports: [
    AssignDialog,
    BookDialog,
    CancelDialog,
    CheckOutDialog,
    DescribeDialog,
    InterpretersDialog,
    LateDialog,
    LengthDialog,
    MoveDialog,
    MoveEVisitDialog,
    StepDialog,
    SweepDialog,
    WalkInDialog,
  ],
  templateUrl: './calendar-dialogs.html',
})
export class CalendarDialogs {
  readonly dialog = input.required<OpenDialog | null>();
  readonly clinic = input.required<Clinic>();
  readonly date = input.required<string>();
  readonly today = input.required<string>();
  /** The visit in hand. */
  readonly picked = input.required<Appointment | null>();
  readonly booked = output<Appointment>();
  readonly seriesBooked = output<SeriesView>();
  readonly linkedBooked = output<LinkedVisits>();
  readonly openVisit = output<string>();
  readonly moveAsked = output<string>();
  readonly closed = output();

  protected readonly zone = computed(() => this.clinic().zone);
  protected readonly eVisit = computed(() => {
    const visit = this.picked();
    return visit?.modality === 'e-visit' ? visit : null;
  });
}
