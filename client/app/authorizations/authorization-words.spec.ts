import { isOver, lineState, quantityWords } from '../platform/authorization-words';
import {
  codeWords,
  grantedTo,
  mixedWords,
  scarcest,
  unitsWords,
  waitingFor,
  whatOf,
} from './authorization-words';
import { aGranted, aLine } from './given-authorizations';

describe('what is asked for', () => {
  it('is the first line that goes on, and how many there are beside it', () => {
    const [over, live] = [aLine({ status: 'cancelled', description: 'MRI' }), aLine()];
    expect(whatOf({ lines: [over, live] })).toEqual({ text: 'Physical therapy', more: '' });
    expect(whatOf({ lines: [live, aLine()] })).toEqual({ text: 'Physical therapy', more: '+1' });
    expect(whatOf({ lines: [over] })).toEqual({ text: 'MRI', more: '' });
  });

  it('is said line by line only where the lines stand apart', () => {
    const [approved, denied] = [aLine({ status: 'approved' }), aLine({ status: 'denied' })];
    expect(mixedWords({ lines: [approved, approved] })).toBe('');
    expect(mixedWords({ lines: [approved, denied, denied] })).toBe('1 approved, 2 denied');
  });

  it('is over in its final states, and each has a word', () => {
    expect(isOver('expired')).toBeTrue();
    expect(isOver('denied')).toBeFalse();
    expect(lineState(aLine({ status: 'upheld' }))).toEqual({ word: 'Denial upheld', tone: 'late' });
    const pended = aLine({ status: 'pended', pendedFor: 'documents' });
    expect(waitingFor(pended)).toBe('The payer asks for documents');
    expect(waitingFor({ ...pended, status: 'approved' })).toBe('');
  });

  it('has a code, or none yet', () => {
    expect(codeWords(aLine().code)).toBe('CPT 97110');
    expect(codeWords({ system: 'cpt', code: '97110', modifiers: ['GP'] })).toBe('CPT 97110-GP');
    expect(codeWords(null)).toBe('no code yet');
  });
});

describe('what is granted', () => {
  it('is counted as left, booked and used', () => {
    const line = aLine({ grant: aGranted(), units: { reserved: 3, used: 1 } });
    expect(unitsWords(line)).toBe('8 of 12 visits left: 3 booked, 1 used');
    expect(unitsWords(aLine())).toBe('');
    expect(quantityWords(1, 'visits')).toBe('1 visit');
  });

  it('is shown of the line with the fewest left', () => {
    const many = aLine({ status: 'approved', grant: aGranted() });
    const few = aLine({ status: 'approved', grant: aGranted({ quantity: 2 }) });
    const over = aLine({ status: 'expired', grant: aGranted({ quantity: 1 }) });
    expect(scarcest({ lines: [many, few, over] })).toBe(few);
    expect(scarcest({ lines: [over] })).toBeNull();
  });

  it('names whom it is for', () => {
    const nameOf = (id: string): string => `provider ${id}`;
    expect(grantedTo({ level: 'individual', providerIds: ['1'] }, nameOf)).toBe(
      'this provider: provider 1',
    );
    expect(grantedTo({ level: 'site', providerIds: [] }, nameOf)).toBe('the site');
  });
});
