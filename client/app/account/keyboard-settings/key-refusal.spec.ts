import { everywhere } from '../../platform/shortcut-set';
import { keyRefusal, reservedKey } from './key-refusal';

const help = { id: 'shell.help', keys: '?', words: 'Help' };
const go = { id: 'go.calendar', keys: 'g c', words: 'Go to calendar' };
const today = { id: 'calendar.today', keys: 't', words: 'Today' };
const book = { id: 'calendar.book', keys: 'c', words: 'Book a visit' };
const next = { id: 'waitlist.next', keys: 'j', words: 'Next opening' };
const sets = [
  { scope: everywhere, shortcuts: [help, go] },
  { scope: 'Calendar', shortcuts: [today, book] },
  { scope: 'Waitlist', shortcuts: [next] },
];

describe('keyRefusal', () => {
  it('leaves free keys, and those of another page', () => {
    expect(keyRefusal(book, 'b', { sets, own: {} })).toBeNull();
    expect(keyRefusal(book, 'j', { sets, own: {} })).toBeNull();
    expect(keyRefusal(book, 'c', { sets, own: {} })).toBeNull();
  });

  it('names what has the keys on the same page, or everywhere', () => {
    expect(keyRefusal(book, 't', { sets, own: {} })).toContain('taken by “Today”');
    expect(keyRefusal(book, '?', { sets, own: {} })).toContain('taken by “Help”');
    expect(keyRefusal(help, 'j', { sets, own: {} })).toContain('taken by “Next opening”');
  });

  it('goes by the keys of the person, not by the standard ones', () => {
    const own = { 'calendar.today': 'd' };
    expect(keyRefusal(book, 't', { sets, own })).toBeNull();
    expect(keyRefusal(book, 'd', { sets, own })).toContain('taken by “Today”');
  });

  it('refuses a key that begins a chord, and a chord that begins with a key', () => {
    expect(keyRefusal(book, 'g', { sets, own: {} })).toContain('beside “g c” for “Go to calendar”');
    expect(keyRefusal(book, 't x', { sets, own: {} })).toContain('beside “t” for “Today”');
  });
});

describe('reservedKey', () => {
  it('takes signs, digits and letters of any script alone', () => {
    for (const key of ['a', 'A', '7', '/', 'ß', 'ж']) {
      expect(reservedKey(new KeyboardEvent('keydown', { key }))).toBeNull();
    }
  });

  it('says why other keys are not taken', () => {
    const withControl = new KeyboardEvent('keydown', { key: 'b', ctrlKey: true });
    expect(reservedKey(withControl)).toContain('belong to the browser');
    for (const key of [' ', 'Enter', 'ArrowUp', 'F5']) {
      expect(reservedKey(new KeyboardEvent('keydown', { key }))).toContain(
        'walk through the pages',
      );
    }
  });
});
