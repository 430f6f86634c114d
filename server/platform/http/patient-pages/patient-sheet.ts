// The frame of a patient's page as HTML: no script, no image, one style. Everything that comes from data is escaped.
import { patientLanguages, type PatientLanguage } from '#contract/patient-language';
import type { Clinic } from '#contract/staff';
import { patientPageStyle } from './patient-page-style.ts';

export interface Frame {
  language: PatientLanguage;
  nonce: string;
}

interface SheetTexts {
  locale: string;
  /** Name of the language in itself. */
  name: string;
  questions: (phone: string) => string;
  otherLanguage: string;
}

const sheetTexts: Record<PatientLanguage, SheetTexts> = {
  en: {
    locale: 'en-US',
    name: 'English',
    questions: (phone) => `Questions? Call us at ${phone}.`,
    otherLanguage: 'Language',
  },
  es: {
    locale: 'es-US',
    name: 'Español',
    questions: (phone) => `¿Preguntas? Llámenos al ${phone}.`,
    otherLanguage: 'Idioma',
  },
};

export function sheet(
  { title, content }: { title: string; content: string },
  { language, nonce }: Frame,
  clinic: Clinic | null,
): string {
  const texts = sheetTexts[language];
  const links = patientLanguages
    .filter((other) => other !== language)
    .map(
      (other) =>
        `<a href="?lang=${other}" lang="${other}" hreflang="${other}">${sheetTexts[other].name}</a>`,
    );
  const phone = clinic?.phone
    ? `<p>${texts.questions(`<a href="tel:${escaped(clinic.phone.replaceAll(/[^+\d]/g, ''))}">${escaped(phoneWords(clinic.phone))}</a>`)}</p>`
    : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<meta name="referrer" content="no-referrer">
<meta name="format-detection" content="telephone=no">
<title>${escaped(title)}${clinic ? ` · ${escaped(clinic.name)}` : ''}</title>
<style nonce="${escaped(nonce)}">${patientPageStyle}</style>
</head>
<body>
<div class="page">
<header><span>${escaped(clinic?.name ?? '')}</span><nav aria-label="${escaped(texts.otherLanguage)}">${links.join(' ')}</nav></header>
<main>
${content}
${phone}
</main>
</div>
</body>
</html>
`;
}

export function heading(text: string): string {
  return `<h1>${escaped(text)}</h1>`;
}

/** `isMain` = what most will press. */
export function postButton(path: string, label: string, isMain: boolean): string {
  const look = isMain ? ' class="yes"' : '';
  return `<form method="post" action="${escaped(path)}"><button${look}>${escaped(label)}</button></form>`;
}

/** When something is, in the clinic's zone: `Tuesday, November 24, 2026` and `10:00 – 10:30 AM EST`. */
export function whenHtml(
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
  clinic: Clinic,
  language: PatientLanguage,
): string {
  const day = part(clinic, language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(startsAt));
  const hours = part(clinic, language, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatRange(new Date(startsAt), new Date(endsAt));
  return `<time datetime="${escaped(startsAt)}">${escaped(capital(day))}<br>${escaped(hours)}</time>`;
}

/** Day and time, with the weekday, in the clinic's zone. */
export function momentWords(instant: string, clinic: Clinic, language: PatientLanguage): string {
  return part(clinic, language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
}

/** A local date with its weekday, without its year. */
export function dayWords(localDate: string, language: PatientLanguage): string {
  const words = new Intl.DateTimeFormat(sheetTexts[language].locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
  return capital(words.format(new Date(`${localDate}T12:00:00Z`)));
}

function part(
  { zone, hourCycle }: Clinic,
  language: PatientLanguage,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(sheetTexts[language].locale, {
    ...options,
    timeZone: zone,
    ...(options.hour === undefined
      ? {}
      : { hourCycle: hourCycle === 12 ? 'h12' : ('h23' as const) }),
  });
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** `(617) 555-0123` within North America, as it is written elsewhere. */
function phoneWords(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
