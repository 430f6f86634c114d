import { aVisit, at, nine } from './given-calendar';
import { interpreterBadge, interpreterSign } from './interpreter-words';

const asked = (status: 'requested' | 'confirmed' | 'declined', startsAt = at('14:00')) =>
  aVisit({ startsAt, interpreterRequest: { status, mode: 'video' } });
const far = '2026-12-01T15:00:00.000Z';

describe('the sign of an interpreter', () => {
  it('says in words how it stands', () => {
    expect(interpreterSign(aVisit(), nine)).toBeNull();
    expect(interpreterSign(asked('confirmed'), nine)?.words).toBe('Interpreter confirmed');
    expect(interpreterSign(asked('requested'), nine)?.words).toBe('Interpreter requested');
  });

  it('warns when the visit is near and nobody has confirmed', () => {
    expect(interpreterSign(asked('requested'), nine)?.tone).toBe('soon');
    expect(interpreterSign(asked('requested', far), nine)?.tone).toBe('neutral');
    expect(interpreterSign(asked('declined'), nine)?.tone).toBe('late');
    expect(interpreterSign(asked('declined', far), nine)?.tone).toBe('soon');
    expect(interpreterBadge(asked('declined'), nine)?.word).toBe('No interpreter');
    expect(interpreterBadge(asked('confirmed'), nine)).toBeNull();
    expect(interpreterBadge(asked('requested', far), nine)).toBeNull();
  });

  it('does not warn once the patient is seen', () => {
    const seen = { ...asked('requested'), status: 'fulfilled' as const };
    expect(interpreterBadge(seen, nine)).toBeNull();
  });
});
