// The patient's page as HTML: no script, no image, one style. Everything that comes from data is escaped.
import { patientLanguages, type PatientLanguage } from '#contract/patient-language';
import type { Clinic } from '#contract/staff';
import { daysToRuleOut } from '../offer-days-rules.ts';
import type { OfferPage } from './offer-page-queries.ts';
import { offerPageStyle } from './offer-page-style.ts';
import { offerTexts } from './offer-page-texts.ts';

export interface Frame {
  language: PatientLanguage;
  nonce: string;
}

/** `proof` goes along with every answer about a visit that is told of only to the patient. */
export function offerPageHtml(
  page: OfferPage,
  token: string,
  frame: Frame & { proof?: string; wasWrong?: boolean },
): string {
  const { clinic } = page;
  switch (page.state) {
    case 'open': {
      const content = page.isHidden
        ? askHtml(page, token, frame)
        : openHtml(page, token, frame.language, frame.proof);
      return sheet(content, frame, clinic);
    }
    case 'accepted': {
      const { accepted, acceptedText } = offerTexts[frame.language];
      const arrival = page.texts.arrival[frame.language];
      const text = `<p>${escaped(acceptedText)}</p>${arrival ? `<p class="arrival">${escaped(arrival)}</p>` : ''}`;
      const visit = page.isHidden ? '' : visitHtml(page, frame.language);
      return sheet(heading(accepted) + visit + text, frame, clinic);
    }
    case 'wanted':
    case 'declined':
    case 'stopped':
    case 'gone': {
      const texts = offerTexts[frame.language];
      const text = `<p>${escaped(texts[`${page.state}Text`])}</p>`;
      const more = page.state === 'declined' ? stopHtml(token, frame.language) : '';
      return sheet(heading(texts[page.state]) + text + more, frame, clinic);
    }
  }
}

export function unknownLinkHtml(frame: Frame): string {
  const { unknown, unknownText } = offerTexts[frame.language];
  return sheet(`${heading(unknown)}<p>${escaped(unknownText)}</p>`, frame, null);
}

/** Neither who, nor what, nor when. */
function askHtml(
  { birthTriesLeft }: OfferPage,
  token: string,
  { language, wasWrong = false }: { language: PatientLanguage; wasWrong?: boolean },
): string {
  const texts = offerTexts[language];
  if (birthTriesLeft <= 0)
    return `${heading(texts.birthLocked)}<p>${escaped(texts.birthLockedText)}</p>`;
  const wrong = wasWrong ? `<p role="alert"><strong>${escaped(texts.birthWrong)}</strong></p>` : '';
  return `${heading(texts.birthAsk)}${wrong}<p>${escaped(texts.birthAskText)}</p>
<form method="post" action="${actionOf('birth-date', token, language)}">
<label class="field">${escaped(texts.birthOn)} <input type="date" name="birthOn" required autocomplete="bday"></label>
<button class="yes">${escaped(texts.birthSend)}</button></form>`;
}

function openHtml(
  page: OfferPage,
  token: string,
  language: PatientLanguage,
  proof?: string,
): string {
  const texts = offerTexts[language];
  const { laterStartsAt, expiresAt, given } = page;
  const later =
    laterStartsAt === null
      ? ''
      : `<p class="later">${escaped(texts.laterMoves(moment(laterStartsAt, page, language)))}</p>`;
  const until = expiresAt === null ? '' : texts.answerBy(moment(expiresAt, page, language));
  const title = laterStartsAt === null ? texts.freeTime(given) : texts.earlierTime(given);
  return [
    heading(title),
    visitHtml(page, language),
    later,
    `<p><strong>${escaped(until)}</strong> ${escaped(texts.firstWins)}</p>`,
    button('accept', texts.accept, token, language),
    button('decline', laterStartsAt === null ? texts.decline : texts.keepLater, token, language),
    daysHtml(page, token, language),
    stopHtml(token, language),
  ]
    .join('\n')
    .replaceAll('</form>', `${proofField(proof)}</form>`);
}

/** Opens without a script; the day of the visit is chosen already. */
function daysHtml(page: OfferPage, token: string, language: PatientLanguage): string {
  const texts = offerTexts[language];
  const words = new Intl.DateTimeFormat(texts.locale, {
    ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' },
  });
  const days = daysToRuleOut(page.startsAt, page.clinic.zone).map((day, at) => {
    const label = escaped(capital(words.format(new Date(`${day}T12:00:00Z`))));
    const checked = at === 0 ? ' checked' : '';
    return `<label><input type="checkbox" name="day" value="${day}"${checked}> ${label}</label>`;
  });
  return `<details><summary>${escaped(texts.notTheseDays)}</summary>
<form method="post" action="${actionOf('not-these-days', token, language)}">
<fieldset><legend>${escaped(texts.notTheseDaysText)}</legend>${days.join('\n')}</fieldset>
<button>${escaped(texts.ruleOut)}</button></form></details>`;
}

function stopHtml(token: string, language: PatientLanguage): string {
  const texts = offerTexts[language];
  return `<details><summary>${escaped(texts.stop)}</summary>
<p>${escaped(texts.stopText)}</p>
<form method="post" action="${actionOf('stop', token, language)}"><button>${escaped(texts.stopNow)}</button></form></details>`;
}

function proofField(proof: string | undefined): string {
  return proof === undefined ? '' : `<input type="hidden" name="proof" value="${escaped(proof)}">`;
}

type Act = 'birth-date' | 'accept' | 'decline' | 'not-these-days' | 'stop';

function actionOf(act: Act, token: string, language: PatientLanguage): string {
  return escaped(`/offer/${encodeURIComponent(token)}/${act}?lang=${language}`);
}

function visitHtml(page: OfferPage, language: PatientLanguage): string {
  const texts = offerTexts[language];
  const { clinic, visitType } = page;
  const day = part(page, language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  }).format(new Date(page.startsAt));
  const hours = part(page, language, {
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).formatRange(new Date(page.startsAt), new Date(page.endsAt));
  return `<dl>
<dt>${escaped(texts.what)}</dt>
<dd>${escaped(visitType.name)} <small>${escaped(texts.modality[visitType.modality])}</small></dd>
<dt>${escaped(texts.when)}</dt>
<dd class="when"><time datetime="${escaped(page.startsAt)}">${escaped(capital(day))}<br>${escaped(hours)}</time></dd>
<dt>${escaped(texts.where)}</dt>
<dd>${escaped(clinic.name)} <small>${escaped(clinic.address)}</small></dd>
</dl>`;
}

function button(
  act: 'accept' | 'decline',
  label: string,
  token: string,
  language: PatientLanguage,
): string {
  const look = act === 'accept' ? ' class="yes"' : '';
  return `<form method="post" action="${actionOf(act, token, language)}"><button${look}>${escaped(label)}</button></form>`;
}

function sheet(content: string, { language, nonce }: Frame, clinic: Clinic | null): string {
  const texts = offerTexts[language];
  const links = patientLanguages
    .filter((other) => other !== language)
    .map(
      (other) =>
        `<a href="?lang=${other}" lang="${other}" hreflang="${other}">${offerTexts[other].name}</a>`,
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
<title>${escaped(texts.title)}${clinic ? ` · ${escaped(clinic.name)}` : ''}</title>
<style nonce="${escaped(nonce)}">${offerPageStyle}</style>
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

function heading(text: string): string {
  return `<h1>${escaped(text)}</h1>`;
}

type Placed = Pick<OfferPage, 'clinic'>;

function part(
  { clinic }: Placed,
  language: PatientLanguage,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(offerTexts[language].locale, {
    ...options,
    timeZone: clinic.zone,
    ...(options.hour === undefined
      ? {}
      : { hourCycle: clinic.hourCycle === 12 ? 'h12' : ('h23' as const) }),
  });
}

/** Day and time, with the weekday, in the clinic's zone. */
function moment(instant: string, placed: Placed, language: PatientLanguage): string {
  return part(placed, language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(instant));
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

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
}

/** `(617) 555-0123` within North America, as it is written elsewhere. */
function phoneWords(phone: string): string {
  return phone.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');
}
