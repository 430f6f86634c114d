import { aProvider, leeId, okafor, okaforId } from './given-calendar';
import { anybody, asWished, idsAmong, whoWords } from './who-wishes';

const spanish = { ...anybody, language: 'es' };
const lee = aProvider({ languages: ['en', 'es'], gender: 'female' });
const unsaid = { ...okafor(), languages: [], gender: null };

describe('who a patient wishes to be seen by', () => {
  it('is anybody, or who speaks the language and is a woman or a man', () => {
    expect(asWished([lee, unsaid], anybody)).toEqual([lee, unsaid]);
    expect(asWished([lee, unsaid], spanish)).toEqual([lee]);
    expect(asWished([lee, unsaid], { language: 'es', gender: 'male' })).toEqual([]);
  });

  it('is never somebody of whom it was not said', () => {
    expect(asWished([unsaid], { ...anybody, gender: 'male' })).toEqual([]);
  });

  it('names whom to ask, and tells anybody from nobody', () => {
    expect(idsAmong([lee, unsaid], '', anybody)).toEqual([]);
    expect(idsAmong([lee, unsaid], '', spanish)).toEqual([leeId]);
    expect(idsAmong([unsaid], '', spanish)).toBeNull();
    expect(idsAmong([lee, unsaid], okaforId, spanish)).toEqual([okaforId]);
  });

  it('has words', () => {
    expect(whoWords({ language: 'es', gender: 'female' })).toEqual(['speaks Spanish', 'a woman']);
    expect(whoWords(anybody)).toEqual([]);
  });
});
