// Languages in words.

const languages = new Intl.DisplayNames(['en'], { type: 'language' });
export function languageWords(tag: string): string {
  return languages.of(tag) ?? tag;
}

/** What is spoken around the clinics, most often first; `ase` is American Sign Language. */
export const spokenLanguages = [
  'en',
  'es',
  'pt',
  'zh',
  'ht',
  'vi',
  'ru',
  'ar',
  'fr',
  'ko',
  'so',
  'ase',
].map((code) => ({ code, words: languageWords(code) }));
