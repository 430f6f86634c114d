import { messageChangeTypes } from '#contract/outreach';
import { stepLine } from './message-history-words';
import { nine } from './given-outreach';

const step = { act: 'sent', at: nine, by: null, because: null };
const when = () => 'nine';

describe('stepLine', () => {
  it('has words for every step that a message takes', () => {
    for (const type of messageChangeTypes) {
      const act = type.slice('outreach.message-'.length);
      expect(stepLine({ ...step, act }, when).words).not.toBe(act);
    }
  });

  it('says when, who and why', () => {
    expect(stepLine({ ...step, act: 'failed', because: 'carrier-refused' }, when)).toEqual({
      ...{ words: 'Not delivered', by: 'The system', at: 'nine' },
      why: 'The carrier refused it',
    });
  });

  it('tells what the carrier reports from what a colleague has marked', () => {
    expect(stepLine({ ...step, act: 'delivered' }, when).words).toBe('Delivered');
    const marked = stepLine({ ...step, act: 'delivered', by: 'Diaz, Ana' }, when);
    expect([marked.words, marked.by]).toEqual(['Marked as delivered', 'Diaz, Ana']);
  });
});
