// What a flag says, in one line for who serves the patient.
import { contactChannels, doNotContactScopes } from '#contract/contact';
import { flagTitles, type FlagDetail, type StoppedThing } from '#contract/patient-flag';
import { phoneWords } from '../platform/phone-words';

interface Dates {
  birthDate(localDate: string): string;
}

export function flagWords(detail: FlagDetail, dates: Dates): string {
  switch (detail.kind) {
    case 'deceased':
      return detail.diedOn
        ? `Has died on ${dates.birthDate(detail.diedOn)}: nothing leaves to this person`
        : 'Has died: nothing leaves to this person';
    case 'confidential-channel':
      return `Reach only by ${contactChannels[detail.channel].toLowerCase()}: ${addressWords(detail)}`;
    case 'do-not-contact':
      return `Do not contact: ${doNotContactScopes[detail.scope].toLowerCase()}`;
    case 'plan-restriction': {
      const until = detail.until ? ` to ${dates.birthDate(detail.until)}` : '';
      const what = detail.service ?? 'Every service';
      return `${what} from ${dates.birthDate(detail.from)}${until} must not be disclosed to ${
        detail.coverageId ? 'that plan' : 'any plan'
      }`;
    }
    case 'vip':
      return 'VIP chart: every look at it is noted';
    case 'employee':
      return 'Works here: every look at this chart is noted';
  }
}

function addressWords({ channel, address }: { channel: string; address: string }): string {
  return channel === 'phone' || channel === 'text' ? phoneWords(address) : address;
}

/** Alerts lead with what stops most. */
const weight: Record<FlagDetail['kind'], number> = {
  deceased: 0,
  'confidential-channel': 1,
  'do-not-contact': 2,
  'plan-restriction': 3,
  vip: 4,
  employee: 5,
};
export function byWeight(a: { detail: FlagDetail }, b: { detail: FlagDetail }): number {
  return weight[a.detail.kind] - weight[b.detail.kind];
}

export const flagKinds = Object.entries(flagTitles) as [FlagDetail['kind'], string][];

export const stoppedWords: Record<StoppedThing['kind'], string> = {
  visit: 'Visit cancelled',
  'waitlist-entry': 'Waiting ended',
  offer: 'Offer withdrawn',
  call: 'Call closed',
};
