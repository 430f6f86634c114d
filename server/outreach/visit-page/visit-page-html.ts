// The patient's page of a visit as HTML.
import type { PatientLanguage } from '#contract/patient-language';
import {
  escaped,
  heading,
  postButton,
  sheet,
  whenHtml,
  type Frame,
} from '../../platform/http/patient-pages/patient-sheet.ts';
import type { VisitPage } from './visit-page-queries.ts';
import { visitTexts } from './visit-page-texts.ts';

export function visitPageHtml(page: VisitPage, token: string, frame: Frame): string {
  const texts = visitTexts[frame.language];
  return sheet({ title: texts.title, content: contentOf(page, token, frame) }, frame, page.clinic);
}

function contentOf(page: VisitPage, token: string, { language }: Frame): string {
  const texts = visitTexts[language];
  const said = (text: string): string => `<p>${escaped(text)}</p>`;
  const button = (act: 'comes' | 'cannot-come', label: string): string =>
    postButton(
      `/visit/${encodeURIComponent(token)}/${act}?lang=${language}`,
      label,
      act === 'comes',
    );
  switch (page.state) {
    case 'open':
      return [
        heading(texts.open),
        placeHtml(page, language),
        button('comes', texts.comes),
        button('cannot-come', texts.cannotCome),
      ].join('\n');
    case 'expected':
      return [
        heading(texts.expected),
        placeHtml(page, language),
        said(texts.expectedText),
        button('cannot-come', texts.cannotCome),
      ].join('\n');
    case 'freed':
    case 'gone':
      return heading(texts[page.state]) + said(texts[`${page.state}Text`]);
  }
}

export function unknownVisitHtml(frame: Frame): string {
  const { title, unknown, unknownText } = visitTexts[frame.language];
  const content = `${heading(unknown)}<p>${escaped(unknownText)}</p>`;
  return sheet({ title, content }, frame, null);
}

function placeHtml(page: VisitPage, language: PatientLanguage): string {
  const texts = visitTexts[language];
  const { clinic, modality } = page;
  const where =
    modality === 'in-person'
      ? `${escaped(clinic.name)} <small>${escaped(clinic.address)}</small>`
      : `${escaped(clinic.name)} <small>${escaped(texts.modality[modality])}</small>`;
  return `<dl>
<dt>${escaped(texts.when)}</dt>
<dd class="when">${whenHtml(page, clinic, language)}</dd>
<dt>${escaped(texts.where)}</dt>
<dd>${where}</dd>
</dl>`;
}
