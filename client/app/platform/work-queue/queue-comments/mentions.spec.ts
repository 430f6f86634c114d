import { sam } from '../given-queue';
import { colleaguesLike, mentionBefore, mentionedIn, withMention } from './mentions';

const mo = { ...sam(), id: 'mo', given: 'Mo', family: 'Adeyemi' };

describe('mentions', () => {
  it('begin with an @ before the caret', () => {
    expect(mentionBefore('please @sa', 10)).toBe('sa');
    expect(mentionBefore('@', 1)).toBe('');
    expect(mentionBefore('mail me@sa', 10)).toBeNull();
    expect(mentionBefore('@sam then, this', 15)).toBeNull();
  });

  it('find colleagues by given and family name', () => {
    expect(colleaguesLike([sam(), mo], 'RIV')).toEqual([sam()]);
    expect(colleaguesLike([sam(), mo], 'm')).toEqual([mo]);
  });

  it('put the name into the text, and count while it stands there', () => {
    const { text, caret } = withMention('Ask @sa today', 7, sam());
    expect(text).toBe('Ask @Sam Rivera  today');
    expect(caret).toBe(16);
    expect(mentionedIn(text, [sam(), mo])).toEqual([sam().id]);
    expect(mentionedIn('Ask Sam', [sam(), mo])).toEqual([]);
  });
});
