// The patient's page of an offer as HTML.
import type { PatientLanguage } from '#contract/patient-language';
import type { Clinic } from '#contract/staff';
import {
  dayWords,
  escaped,
  heading,
  momentWords,
  postButton,
  sheet,
  whenHtml,
  type Frame,
} from '../../platform/http/patient-pages/patient-sheet.ts';
import { daysToRuleOut } from '../offer-days-rules.ts';
import type { OfferPage } from './offer-page-queries.ts';
import { offerTexts } from './offer-page-texts.ts';

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
      return offerSheet(content, frame, clinic);
    }
    case 'accepted': {
      const { accepted, acceptedText } = offerTexts[frame.language];
      const arrival = page.texts.arrival[frame.language];
      const text = `<p>${escaped(acceptedText)}</p>${arrival ? `<p class="arrival">${escaped(arrival)}</p>` : ''}`;
      const visit = page.isHidden ? '' : visitHtml(page, frame.language);
      return offerSheet(heading(accepted) + visit + text, frame, clinic);
    }
    case 'wanted':
    case 'declined':
    case 'stopped':
    case 'gone': {
      const texts = offerTexts[frame.language];
      const text = `<p>${escaped(texts[`${page.state}Text`])}</p>`;
      const more = page.state === 'declined' ? stopHtml(token, frame.language) : '';
      return offerSheet(heading(texts[page.state]) + text + more, frame, clinic);
    }
  }
}

export function unknownLinkHtml(frame: Frame): string {
  const { unknown, unknownText } = offerTexts[frame.language];
  return offerSheet(`${heading(unknown)}<p>${escaped(unknownText)}</p>`, frame, null);
}

function offerSheet(content: string, frame: Frame, clinic: Clinic | null): string {
  return sheet({ title: offerTexts[frame.language].title, content }, frame, clinic);
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
<form method="post" action="${escaped(pathOf('birth-date', token, language))}">
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
  const { clinic, laterStartsAt, expiresAt, given } = page;
  const later =
    laterStartsAt === null
      ? ''
      : `<p class="later">${escaped(texts.laterMoves(momentWords(laterStartsAt, clinic, language)))}</p>`;
  const until = expiresAt === null ? '' : texts.answerBy(momentWords(expiresAt, clinic, language));
  const title = laterStartsAt === null ? texts.freeTime(given) : texts.earlierTime(given);
  return [
    heading(title),
    visitHtml(page, language),
    later,
    `<p><strong>${escaped(until)}</strong> ${escaped(texts.firstWins)}</p>`,
    postButton(pathOf('accept', token, language), texts.accept, true),
    postButton(
      pathOf('decline', token, language),
      laterStartsAt === null ? texts.decline : texts.keepLater,
      false,
    ),
    daysHtml(page, token, language),
    stopHtml(token, language),
  ]
    .join('\n')
    .replaceAll('</form>', `${proofField(proof)}</form>`);
}

/** Opens without a script; the day of the visit is chosen already. */
function daysHtml(page: OfferPage, token: string, language: PatientLanguage): string {
  const texts = offerTexts[language];
  const days = daysToRuleOut(page.startsAt, page.clinic.zone).map((day, at) => {
    const label = escaped(dayWords(day, language));
    const checked = at === 0 ? ' checked' : '';
    return `<label><input type="checkbox" name="day" value="${day}"${checked}> ${label}</label>`;
  });
  return `<details><summary>${escaped(texts.notTheseDays)}</summary>
<form method="post" action="${escaped(pathOf('not-these-days', token, language))}">
<fieldset><legend>${escaped(texts.notTheseDaysText)}</legend>${days.join('\n')}</fieldset>
<button>${escaped(texts.ruleOut)}</button></form></details>`;
}

function stopHtml(token: string, language: PatientLanguage): string {
  const texts = offerTexts[language];
  return `<details><summary>${escaped(texts.stop)}</summary>
<p>${escaped(texts.stopText)}</p>
${postButton(pathOf('stop', token, language), texts.stopNow, false)}</details>`;
}

function proofField(proof: string | undefined): string {
  return proof === undefined ? '' : `<input type="hidden" name="proof" value="${escaped(proof)}">`;
}

type Act = 'birth-date' | 'accept' | 'decline' | 'not-these-days' | 'stop';

function pathOf(act: Act, token: string, language: PatientLanguage): string {
  return `/offer/${encodeURIComponent(token)}/${act}?lang=${language}`;
}

function visitHtml(page: OfferPage, language: PatientLanguage): string {
  const texts = offerTexts[language];
  const { clinic, visitType } = page;
  return `<dl>
<dt>${escaped(texts.what)}</dt>
<dd>${escaped(visitType.name)} <small>${escaped(texts.modality[visitType.modality])}</small></dd>
<dt>${escaped(texts.when)}</dt>
<dd class="when">${whenHtml(page, clinic, language)}</dd>
<dt>${escaped(texts.where)}</dt>
<dd>${escaped(clinic.name)} <small>${escaped(clinic.address)}</small></dd>
</dl>`;
}
