// A message in words.
import {
  messageChannels,
  messageKinds,
  messageReasons,
  messageWorkflow,
} from '#contract/message-workflow';
import type { Message } from '#contract/outreach';
import type { Tone } from '../ui/status-chip/status-chip';

const tones: Partial<Record<Message['status'], Tone>> = {
  sent: 'info',
  delivered: 'ok',
  unknown: 'soon',
  dead: 'late',
};

export function stateOf({ status, attempts }: Message): { word: string; tone: Tone } {
  const isRetried = status === 'queued' && attempts > 0;
  const word = isRetried ? 'Tried again soon' : messageWorkflow.states[status].title;
  return { word, tone: isRetried ? 'soon' : (tones[status] ?? 'neutral') };
}

export function whatOf({ kind, channel }: Message): string {
  return `${messageKinds[kind]}, ${messageChannels[channel].toLowerCase()}`;
}

export function whyOf({ because }: Message): string {
  return because === null ? '' : messageReasons[because];
}
