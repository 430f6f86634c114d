import { actWords } from './act-words';

const speech = { me: 'me', nameOf: () => 'Rivera, Sam', when: () => 'Mon, 9:00 am' };

describe('The words of one’s own act', () => {
  it('say who answers for an item', () => {
    const words = (ownerId: string | null): string => actWords({ kind: 'assign', ownerId }, speech);
    expect(words('sam')).toBe('given to Rivera, Sam');
    expect(words('me')).toBe('you answer for it');
    expect(words(null)).toBe('back in the pool');
  });

  it('say until when it is put off, and its tags', () => {
    expect(actWords({ kind: 'snooze', until: '' }, speech)).toBe('put off until Mon, 9:00 am');
    expect(actWords({ kind: 'tag', tags: ['a', 'b'] }, speech)).toBe('tagged a, b');
    expect(actWords({ kind: 'tag', tags: [] }, speech)).toBe('no tags');
  });
});
