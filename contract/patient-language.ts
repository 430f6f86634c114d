// The languages of what patients read: pages and messages.

export const patientLanguages = ['en', 'es'] as const;
export type PatientLanguage = (typeof patientLanguages)[number];

/** By the language on record, a BCP 47 tag. */
export function languageOf(tag: string): PatientLanguage {
  return tag.toLowerCase().startsWith('es') ? 'es' : 'en';
}
