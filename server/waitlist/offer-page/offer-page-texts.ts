// The words of the patient's page, by language.
import type { VisitType } from '#contract/availability';
import type { PatientLanguage } from '#contract/patient-language';

export interface OfferTexts {
  title: string;
  earlierTime: (given: string) => string;
  freeTime: (given: string) => string;
  what: string;
  when: string;
  where: string;
  modality: Record<VisitType['modality'], string>;
  laterMoves: (when: string) => string;
  answerBy: (when: string) => string;
  firstWins: string;
  accept: string;
  decline: string;
  keepLater: string;
  birthAsk: string;
  birthAskText: string;
  birthOn: string;
  birthSend: string;
  birthWrong: string;
  birthLocked: string;
  birthLockedText: string;
  notTheseDays: string;
  notTheseDaysText: string;
  ruleOut: string;
  stop: string;
  stopText: string;
  stopNow: string;
  wanted: string;
  wantedText: string;
  stopped: string;
  stoppedText: string;
  accepted: string;
  acceptedText: string;
  declined: string;
  declinedText: string;
  gone: string;
  goneText: string;
  unknown: string;
  unknownText: string;
}

export const offerTexts: Record<PatientLanguage, OfferTexts> = {
  en: {
    title: 'Your visit',
    earlierTime: (given) => `${given}, an earlier time is free`,
    freeTime: (given) => `${given}, a time is free for you`,
    what: 'Visit',
    when: 'When',
    where: 'Where',
    modality: {
      'in-person': 'In person',
      video: 'By video',
      phone: 'By phone',
      'e-visit': 'In writing',
    },
    laterMoves: (when) =>
      `If you accept, your visit on ${when} moves to this earlier time. If you do not, it stays as it is.`,
    answerBy: (when) => `Please answer by ${when}.`,
    firstWins: 'The time goes to the first patient who accepts.',
    accept: 'Yes, book this time',
    decline: 'No, thank you',
    keepLater: 'No, keep my visit',
    birthAsk: 'Before we show you this',
    birthAskText: 'Please give the date of birth of the person whom this is for.',
    birthOn: 'Date of birth',
    birthSend: 'Continue',
    birthWrong: 'That is not the date that we have.',
    birthLocked: 'Please call us',
    birthLockedText:
      'The date of birth was not right too many times. This page shows nothing more.',
    notTheseDays: 'I cannot come on some days',
    notTheseDaysText:
      'Choose the days. We will not offer you times on them; you stay on our waitlist.',
    ruleOut: 'No, and not on these days',
    stop: 'Stop sending me offers',
    stopText:
      'We will send you no more offers of earlier times. If you have a visit booked, it stays as it is.',
    stopNow: 'Stop offers',
    wanted: 'We have your answer',
    wantedText:
      'The clinic will confirm the time. Until then, if you have a visit booked, it stays as it is.',
    stopped: 'We will send you no more offers',
    stoppedText:
      'If you have a visit booked, it stays as it is. If you change your mind, please call us.',
    accepted: 'Your visit is booked',
    acceptedText: 'You need not do anything else. We look forward to seeing you.',
    declined: 'Thank you for your answer',
    declinedText:
      'The time is free for somebody else now. If you have a visit booked, it stays as it is, and you stay on our waitlist.',
    gone: 'This offer is no longer open',
    goneText:
      'Thank you for looking. If you have a visit booked, nothing about it was changed by this offer.',
    unknown: 'We cannot find this offer',
    unknownText: 'Please check that you opened the whole link, or call your clinic.',
  },
  es: {
    title: 'Su cita',
    earlierTime: (given) => `${given}, hay una hora libre antes`,
    freeTime: (given) => `${given}, hay una hora libre para usted`,
    what: 'Cita',
    when: 'Cuándo',
    where: 'Dónde',
    modality: {
      'in-person': 'En persona',
      video: 'Por video',
      phone: 'Por teléfono',
      'e-visit': 'Por escrito',
    },
    laterMoves: (when) =>
      `Si acepta, su cita del ${when} se adelanta a esta hora. Si no, se queda como está.`,
    answerBy: (when) => `Por favor responda antes del ${when}.`,
    firstWins: 'La hora es para el primer paciente que acepte.',
    accept: 'Sí, reservar esta hora',
    decline: 'No, gracias',
    keepLater: 'No, mantener mi cita',
    birthAsk: 'Antes de mostrárselo',
    birthAskText: 'Indique la fecha de nacimiento de la persona a quien va dirigido.',
    birthOn: 'Fecha de nacimiento',
    birthSend: 'Continuar',
    birthWrong: 'No es la fecha que tenemos.',
    birthLocked: 'Llámenos, por favor',
    birthLockedText:
      'La fecha de nacimiento no fue correcta demasiadas veces. Esta página no muestra nada más.',
    notTheseDays: 'Hay días en que no puedo ir',
    notTheseDaysText:
      'Elija los días. No le ofreceremos horas en ellos; usted sigue en nuestra lista de espera.',
    ruleOut: 'No, y tampoco en estos días',
    stop: 'No enviarme más ofertas',
    stopText:
      'No le enviaremos más ofertas de horas anteriores. Si tiene una cita reservada, se queda como está.',
    stopNow: 'Dejar de recibir ofertas',
    wanted: 'Hemos recibido su respuesta',
    wantedText:
      'La clínica confirmará la hora. Hasta entonces, si tiene una cita reservada, se queda como está.',
    stopped: 'No le enviaremos más ofertas',
    stoppedText: 'Si tiene una cita reservada, se queda como está. Si cambia de opinión, llámenos.',
    accepted: 'Su cita está reservada',
    acceptedText: 'No tiene que hacer nada más. Le esperamos.',
    declined: 'Gracias por su respuesta',
    declinedText:
      'La hora queda libre para otra persona. Si tiene una cita reservada, se queda como está, y usted sigue en nuestra lista de espera.',
    gone: 'Esta oferta ya no está disponible',
    goneText:
      'Gracias por su interés. Si tiene una cita reservada, esta oferta no ha cambiado nada en ella.',
    unknown: 'No encontramos esta oferta',
    unknownText: 'Compruebe que ha abierto el enlace completo o llame a su clínica.',
  },
};
