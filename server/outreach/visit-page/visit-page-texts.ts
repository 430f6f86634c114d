// The words of the page of a visit, by language. It says when and where, and never what the visit is for.
import type { PatientLanguage } from '#contract/patient-language';
import type { Modality } from './visit-page-queries.ts';

export interface VisitTexts {
  title: string;
  open: string;
  when: string;
  where: string;
  modality: Record<Modality, string>;
  comes: string;
  cannotCome: string;
  expected: string;
  expectedText: string;
  freed: string;
  freedText: string;
  gone: string;
  goneText: string;
  unknown: string;
  unknownText: string;
}

export const visitTexts: Record<PatientLanguage, VisitTexts> = {
  en: {
    title: 'Your visit',
    open: 'Your visit with us',
    when: 'When',
    where: 'Where',
    modality: {
      'in-person': 'In person',
      video: 'By video',
      phone: 'By phone',
      'e-visit': 'In writing',
    },
    comes: 'I will come',
    cannotCome: 'I cannot come',
    expected: 'Thank you: we expect you',
    expectedText: 'If something comes up, tell us here as soon as you can.',
    freed: 'Thank you for telling us',
    freedText: 'Your time goes to somebody else. Call us for another one.',
    gone: 'This visit no longer stands',
    goneText: 'Call us if you think that it should.',
    unknown: 'We cannot find this visit',
    unknownText: 'Please check that you opened the whole link, or call your clinic.',
  },
  es: {
    title: 'Su cita',
    open: 'Su cita con nosotros',
    when: 'Cuándo',
    where: 'Dónde',
    modality: {
      'in-person': 'En persona',
      video: 'Por video',
      phone: 'Por teléfono',
      'e-visit': 'Por escrito',
    },
    comes: 'Voy a venir',
    cannotCome: 'No puedo venir',
    expected: 'Gracias: le esperamos',
    expectedText: 'Si surge algo, díganoslo aquí lo antes posible.',
    freed: 'Gracias por avisarnos',
    freedText: 'Su hora será para otra persona. Llámenos para reservar otra.',
    gone: 'Esta cita ya no está en pie',
    goneText: 'Llámenos si cree que debería estarlo.',
    unknown: 'No encontramos esta cita',
    unknownText: 'Compruebe que ha abierto el enlace completo o llame a su clínica.',
  },
};
