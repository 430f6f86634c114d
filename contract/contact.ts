// May this person be contacted, how, and whom may one speak with? The one decision, used wherever something leaves.

/** Why somebody would be contacted. */
export const contactPurposes = ['clinical', 'visit', 'offer', 'outreach', 'billing'] as const;
export type ContactPurpose = (typeof contactPurposes)[number];

export const contactChannels = {
  phone: 'Phone call',
  text: 'Text message',
  email: 'E-mail',
  portal: 'Patient portal',
  mail: 'Letter',
} as const;
export type ContactChannel = keyof typeof contactChannels;

/** What somebody asked not to get. Clinical matters are told whatever was asked, by other ways than those refused. */
export const doNotContactScopes = {
  everything: 'Everything but clinical matters',
  outreach: 'Offers and outreach',
  texts: 'Text messages',
  emails: 'E-mails',
  calls: 'Calls, but clinical ones',
} as const;
export type DoNotContactScope = keyof typeof doNotContactScopes;

/** What a person beside the patient may be told of. */
export const tellScopes = {
  visits: 'Visits and times',
  clinical: 'Health and results',
  billing: 'Bills and coverage',
} as const;
export type TellScope = keyof typeof tellScopes;

export interface ContactFacts {
  deceased: boolean;
  /** The chart was retired in favour of another, through which the person is reached. */
  retired: boolean;
  doNotContact: readonly DoNotContactScope[];
  /** Beats every other channel. `address` is where to, e.g. a number. */
  confidential: { channel: ContactChannel; address: string } | null;
  /** Not of age on the day. */
  minor: boolean;
  /** What people on file may be told of on the day. */
  told: readonly TellScope[];
}

export type ContactRefusal =
  | 'deceased'
  | 'chart-retired'
  | 'do-not-contact'
  | 'channel-refused'
  | 'confidential-channel'
  | 'nobody-may-be-told';

export type ContactVerdict =
  | {
      allowed: true;
      channel: ContactChannel;
      /** Only there; `null` = what the chart has. */
      address: string | null;
      speakWith: 'patient' | 'who-may-be-told';
    }
  | { allowed: false; because: ContactRefusal };

/** `channels` = the ways that would do, best first. */
export function mayContact(
  facts: ContactFacts,
  wanted: { purpose: ContactPurpose; channels: readonly ContactChannel[] },
): ContactVerdict {
  const { purpose, channels } = wanted;
  const no = (because: ContactRefusal): ContactVerdict => ({ allowed: false, because });
  if (facts.deceased) return no('deceased');
  if (facts.retired) return no('chart-retired');
  if (refusesPurpose(facts.doNotContact, purpose)) return no('do-not-contact');
  const { confidential } = facts;
  const ways = confidential
    ? channels.filter((channel) => channel === confidential.channel)
    : channels;
  if (confidential && ways.length === 0) return no('confidential-channel');
  const channel = ways.find((way) => !refusesChannel(facts.doNotContact, way, purpose));
  if (!channel) return no('channel-refused');
  // On the phone somebody can ask who it is and say no more than who calls.
  if (facts.minor && channel !== 'phone' && !facts.told.includes(tellScopeOf[purpose]))
    return no('nobody-may-be-told');
  return {
    allowed: true,
    channel,
    address: confidential?.address ?? null,
    speakWith: facts.minor ? 'who-may-be-told' : 'patient',
  };
}

/** What of a person's affairs a contact for this purpose tells of. */
export const tellScopeOf: Record<ContactPurpose, TellScope> = {
  clinical: 'clinical',
  visit: 'visits',
  offer: 'visits',
  outreach: 'visits',
  billing: 'billing',
};

function refusesPurpose(asked: readonly DoNotContactScope[], purpose: ContactPurpose): boolean {
  if (purpose === 'clinical') return false;
  if (asked.includes('everything')) return true;
  return asked.includes('outreach') && (purpose === 'offer' || purpose === 'outreach');
}

function refusesChannel(
  asked: readonly DoNotContactScope[],
  channel: ContactChannel,
  purpose: ContactPurpose,
): boolean {
  if (channel === 'phone') return asked.includes('calls') && purpose !== 'clinical';
  return (
    (channel === 'text' && asked.includes('texts')) ||
    (channel === 'email' && asked.includes('emails'))
  );
}

/** One plain sentence for the person who wanted to. */
export function contactWords(verdict: ContactVerdict): string {
  if (verdict.allowed) return `May be reached: ${contactChannels[verdict.channel].toLowerCase()}.`;
  return refusalWords[verdict.because];
}

const refusalWords: Record<ContactRefusal, string> = {
  deceased: 'Has died: nothing leaves to this person.',
  'chart-retired': 'This chart is retired: contact goes through the one that replaced it.',
  'do-not-contact': 'Asked not to be contacted about this.',
  'channel-refused': 'Asked not to be contacted in this way.',
  'confidential-channel': 'May be reached by the confidential channel only.',
  'nobody-may-be-told': 'Is a minor, and nobody on file may be told.',
};
