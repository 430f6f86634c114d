// How a visit's step looks; the tone only repeats what the word says.
import type { AppointmentStep } from '#contract/appointment-workflow';
import type { Tone } from '../ui/status-chip/status-chip';

export const stepTone: Readonly<Record<AppointmentStep, Tone>> = {
  booked: 'ok',
  arrived: 'soon',
  'checked-in': 'info',
  roomed: 'info',
  'with-provider': 'held',
  fulfilled: 'neutral',
  cancelled: 'neutral',
  left: 'late',
  noshow: 'late',
  'entered-in-error': 'neutral',
};
