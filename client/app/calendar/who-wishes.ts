// What a patient wishes of who sees them: a language, a woman or a man.
import type { Provider } from '#contract/staff';
import { languageWords } from '../platform/language-words';

export interface WhoWishes {
  /** BCP 47; `null` = any. */
  language: string | null;
  gender: 'female' | 'male' | null;
}

export const anybody: WhoWishes = { language: null, gender: null };

export const askedGenders = { female: 'a woman', male: 'a man' } as const;

/** Who is as wished. Of whom nothing was said is not: a patient would be promised what nobody knows. */
export function asWished(
  providers: readonly Provider[],
  { language, gender }: WhoWishes,
): Provider[] {
  return providers.filter(
    (one) =>
      (language === null || one.languages.includes(language)) &&
      (gender === null || one.gender === gender),
  );
}

/** Among whom to look: one who was chosen, or those as wished. Empty = anybody; `null` = nobody is as wished. */
export function idsAmong(
  providers: readonly Provider[],
  providerId: string,
  wishes: WhoWishes,
): string[] | null {
  if (providerId) return [providerId];
  if (whoWords(wishes).length === 0) return [];
  const ids = asWished(providers, wishes).map(({ id }) => id);
  return ids.length > 0 ? ids : null;
}

/** `speaks Spanish`, `a woman`; none = anybody. */
export function whoWords({ language, gender }: WhoWishes): string[] {
  return [
    ...(language === null ? [] : [`speaks ${languageWords(language)}`]),
    ...(gender === null ? [] : [askedGenders[gender]]),
  ];
}
