// What to say, line by line. Who somebody is comes before why they are called, and a machine hears no reason at all.
import type { Call, CallKind } from '#contract/calls';

export interface ScriptLine {
  title: string;
  text: string;
}

export interface Speakers {
  caller: string;
  clinic: string;
  clinicPhone: string;
  birthDate: string;
}

const reasons: Record<CallKind, string> = {
  'offer-visit': 'An earlier time has become free for your visit. Would you like to have it?',
  'confirm-visit': 'I would like to confirm your visit. Will you be there?',
  reschedule: 'Your visit has to be moved. When would suit you?',
  'running-late':
    'Your visit today will begin later than planned. Would you like to come later, or on another day?',
  'call-back': 'You asked us to call you back. How can I help?',
  'answer-text': 'You sent us a text. How can I help?',
  'mend-contact': 'We could not reach you in writing. Which number or e-mail address may we use?',
  'follow-up': 'We would like to know how you are since your last visit.',
};

export function scriptOf({ patient, kind }: Call, speakers: Speakers): ScriptLine[] {
  const { caller, clinic, clinicPhone, birthDate } = speakers;
  const name = `${patient.given} ${patient.family}`;
  return [
    { title: 'Greet', text: `“Hello, this is ${caller}, ${clinic}. May I speak with ${name}?”` },
    {
      title: 'Check first',
      text: `“Your full name and date of birth, please?” Both must match: ${name}, ${birthDate}.`,
    },
    ...(patient.interpreter
      ? [{ title: 'Interpreter', text: 'Bring the interpreter onto the line before you go on.' }]
      : []),
    { title: 'Then', text: `“${reasons[kind]}”` },
    {
      title: 'Voicemail',
      text: `“This is ${caller} for ${patient.given}. Please call ${clinicPhone}.” Say no reason.`,
    },
  ];
}
