// The words of messages, by kind and language: whose clinic, something neutral, and the link. Nothing of why somebody is
// seen, and no name of theirs: a text lies on a table, and others read it.
import type { MessageChannel, MessageKind } from '#contract/message-workflow';
import type { PatientLanguage } from '#contract/patient-language';

interface Words {
  subject: (clinic: string) => string;
  text: (clinic: string, ways: { link: string; phone: string }) => string;
}

export const messageWords: Record<PatientLanguage, Record<MessageKind, Words>> = {
  en: {
    offer: {
      subject: (clinic) => `${clinic}: a time is free for you`,
      text: (clinic, { link }) =>
        `${clinic}: a time is free for you. It goes to the first who accepts. Look and answer here: ${link}`,
    },
    reminder: {
      subject: (clinic) => `${clinic}: your visit`,
      text: (clinic, { link }) =>
        `${clinic}: you have a visit with us soon. See when and where, and tell us whether you come: ${link}`,
    },
    confirmation: {
      subject: (clinic) => `${clinic}: your visit is booked`,
      text: (clinic, { link }) => `${clinic}: your visit is booked. See when and where: ${link}`,
    },
    'refill-reminder': {
      subject: (clinic) => `${clinic}: before you run out`,
      text: (clinic, { phone }) =>
        `${clinic}: a medicine of yours may run out soon. If you need more, ask your pharmacy or call us: ${phone}.`,
    },
    result: {
      subject: (clinic) => `${clinic}: something new for you`,
      text: (clinic, { phone }) =>
        `${clinic}: there is something new for you in your portal. Questions? Call us: ${phone}.`,
    },
  },
  es: {
    offer: {
      subject: (clinic) => `${clinic}: hay una hora libre para usted`,
      text: (clinic, { link }) =>
        `${clinic}: hay una hora libre para usted. Es para el primero que acepte. Vea y responda aquí: ${link}`,
    },
    reminder: {
      subject: (clinic) => `${clinic}: su cita`,
      text: (clinic, { link }) =>
        `${clinic}: pronto tiene una cita con nosotros. Vea cuándo y dónde, y díganos si viene: ${link}`,
    },
    confirmation: {
      subject: (clinic) => `${clinic}: su cita está reservada`,
      text: (clinic, { link }) => `${clinic}: su cita está reservada. Vea cuándo y dónde: ${link}`,
    },
    'refill-reminder': {
      subject: (clinic) => `${clinic}: antes de que se le acabe`,
      text: (clinic, { phone }) =>
        `${clinic}: pronto se le puede acabar un medicamento. Si necesita más, pídalo en su farmacia o llámenos: ${phone}.`,
    },
    result: {
      subject: (clinic) => `${clinic}: algo nuevo para usted`,
      text: (clinic, { phone }) =>
        `${clinic}: hay algo nuevo para usted en su portal. ¿Preguntas? Llámenos: ${phone}.`,
    },
  },
};

/** Carriers take STOP in every language; no other word of theirs may be printed. */
const optOut: Record<PatientLanguage, string> = {
  en: 'Reply STOP for no more texts.',
  es: 'Responda STOP para no recibir más mensajes.',
};

export function wordsOf(message: {
  kind: MessageKind;
  channel: MessageChannel;
  language: PatientLanguage;
  clinic: string;
  link: string;
  /** Of the clinic. */
  phone: string;
}): { subject: string; body: string } {
  const { kind, channel, language, clinic, link, phone } = message;
  const { subject, text } = messageWords[language][kind];
  const said = text(clinic, { link, phone });
  return {
    subject: subject(clinic),
    body: channel === 'text' ? `${said} ${optOut[language]}` : `${said}\n`,
  };
}
