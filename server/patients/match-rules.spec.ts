import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchOf, nearScore, type KnownPerson } from './match-rules.ts';
import { likenessOf, typingErrors } from './name-likeness-rules.ts';
import { nearBirthDates } from './near-birth-rules.ts';

const today = '2026-11-26';
const ana: KnownPerson = {
  family: 'Díaz',
  given: 'Ana',
  birthOn: '1962-03-14',
  phones: ['+16175550123'],
  addresses: [{ line: '12 Elm Street', postalCode: '02118' }],
  otherNames: [],
};
const isNear = (over: Partial<KnownPerson>, chart = ana): boolean =>
  matchOf({ ...ana, phones: [], addresses: [], ...over }, chart, today).score >= nearScore;

describe('a near match', () => {
  it('is a name alike with the same birth date, or nearly the same', () => {
    assert.ok(isNear({}));
    assert.ok(isNear({ family: 'Diaz' }));
    assert.ok(isNear({ family: 'Diez' }));
    assert.ok(isNear({ family: 'Ana', given: 'Díaz' }));
    assert.ok(isNear({ birthOn: '1962-03-41'.replace('41', '15') }));
    assert.ok(isNear({ birthOn: '1926-03-14' }));
    assert.ok(isNear({ family: 'Dias', birthOn: '1962-04-13'.replace('04-13', '03-15') }));
  });

  it('is a name alike with the same phone or address', () => {
    const other = { birthOn: '1999-09-09' };
    assert.ok(isNear({ ...other, phones: ana.phones }));
    assert.ok(isNear({ ...other, addresses: [{ line: '12 elm st', postalCode: '02118-1234' }] }));
    assert.ok(!isNear(other));
  });

  it('is nobody with another name, whatever else they share', () => {
    const household = { phones: ana.phones, addresses: ana.addresses };
    assert.ok(!isNear({ ...household, given: 'Roberto' }));
    assert.ok(!isNear({ ...household, family: 'Okafor' }));
  });

  it('is found under short forms, former names and second names', () => {
    const william = { ...ana, family: 'Stone', given: 'William' };
    assert.ok(isNear({ family: 'Stone', given: 'Bill' }, william));
    assert.ok(isNear({ family: 'Stone', given: 'William James' }, william));
    const married = { ...ana, family: 'Okafor', otherNames: ['Ana Díaz'] };
    assert.ok(matchOf(ana, married, today).isCertain);
  });

  it('is certain for the same name and birth date only', () => {
    assert.ok(matchOf({ ...ana, family: 'Diaz' }, ana, today).isCertain);
    assert.ok(!matchOf({ ...ana, family: 'Dias' }, ana, today).isCertain);
    assert.ok(!matchOf({ ...ana, birthOn: '1962-03-15' }, ana, today).isCertain);
  });
});

describe('the likeness of names', () => {
  const name = fc.stringMatching(/^[a-z]{4,10}$/);

  it('is the same in both directions, and 1 for the same name with accents and hyphens', () => {
    fc.assert(
      fc.property(name, name, (one, other) => {
        assert.equal(likenessOf(one, other), likenessOf(other, one));
        assert.equal(likenessOf(one, one.toUpperCase()), 1);
      }),
    );
    assert.equal(likenessOf('Núñez-Ortega', 'nunez ortega'), 1);
    assert.equal(likenessOf("O'Brien", 'OBrien'), 1);
  });

  it('counts one typing error as one', () => {
    fc.assert(
      fc.property(name, fc.nat(), fc.constantFrom('x', 'q'), (word, at, letter) => {
        const i = at % word.length;
        const [head, tail] = [word.slice(0, i), word.slice(i)];
        for (const typed of [
          head + letter + tail,
          head + tail.slice(1),
          head + letter + tail.slice(1),
        ])
          assert.ok(typingErrors(word, typed) <= 1);
        assert.ok(
          typingErrors(word, head + (tail[1] ?? '') + (tail[0] ?? '') + tail.slice(2)) <= 1,
        );
      }),
    );
  });
});

describe('birth dates nearly the same', () => {
  it('are real dates in the past, without the date itself', () => {
    const dates = nearBirthDates('1962-03-14', today);
    for (const near of ['1926-03-14', '1962-03-15', '1962-03-24', '1952-03-14'])
      assert.ok(dates.includes(near), near);
    assert.ok(!dates.includes('1962-03-14'));
    assert.ok(dates.every((date) => date <= today && !Number.isNaN(Date.parse(date))));
    assert.ok(nearBirthDates('1962-03-04', today).includes('1962-04-03'));
  });
});
