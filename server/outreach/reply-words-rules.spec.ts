import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { meaningOf, type TextMeaning } from './reply-words-rules.ts';

const said: Record<TextMeaning, string[]> = {
  comes: ['Yes', 'yes!', 'Y', 'SÍ', 'si.', 'Confirmo', 'I will be there', 'OK 👍', 'sí voy'],
  'cannot-come': [
    'No',
    "I can't come",
    'I can’t make it',
    'cannot make it',
    'no puedo ir',
    'No podré asistir',
  ],
  late: ['running late', 'I will be late', '10 minutes late sorry', 'voy tarde', 'Llegaré tarde'],
  stop: ['STOP', 'Stop.', 'cancel', 'UNSUBSCRIBE', 'no more texts', 'Baja', 'no más mensajes'],
  who: ['Who is this?', 'HELP', '¿Quién es?', "who's this"],
  unreadable: ['', '???', 'My rash is worse', 'yes but can it be later', '👍', 'maybe'],
};

describe('what a text means', () => {
  for (const [meaning, texts] of Object.entries(said))
    for (const text of texts)
      it(`“${text}” is ${meaning}`, () => assert.equal(meaningOf(text), meaning));

  it('is never a yes where somebody cannot come or wants no texts', () => {
    assert.equal(meaningOf("yes I know, but I can't come"), 'cannot-come');
    assert.equal(meaningOf('see you, and no more texts please'), 'stop');
  });

  it('of a long text is left to a person', () => {
    assert.equal(meaningOf(`I will be there ${'and so on '.repeat(12)}`), 'unreadable');
  });
});
