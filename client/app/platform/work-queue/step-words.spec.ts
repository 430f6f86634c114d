import { callWorkflow } from '#contract/calls';
import type { WorkStep } from '#contract/work';
import { nine, samId } from './given-queue';
import { stepLines } from './step-words';

const speech = { workflow: callWorkflow, when: () => '9:00 am', nameOf: () => 'Rivera, Sam' };

function aStep(overrides: Partial<WorkStep>): WorkStep {
  return {
    version: 1,
    act: 'opened',
    actorId: samId,
    at: nine,
    status: 'to-call',
    ownerId: null,
    holderId: null,
    snoozedUntil: null,
    reason: null,
    ...overrides,
  };
}

const wordsOf = (overrides: Partial<WorkStep>): string | undefined =>
  stepLines([aStep(overrides)], speech)[0]?.words;

describe('stepLines', () => {
  it('tells the newest first, with who and when', () => {
    const lines = stepLines(
      [aStep({}), aStep({ version: 2, act: 'claimed', actorId: null })],
      speech,
    );
    expect(lines).toEqual([
      { version: 2, words: 'Taken', meta: 'System · 9:00 am' },
      { version: 1, words: 'Opened', meta: 'Rivera, Sam · 9:00 am' },
    ]);
  });

  it('tells a step of the workflow by its title, its reason and when it comes back', () => {
    expect(wordsOf({ act: 'reach', reason: 'confirmed' })).toBe('Reached: confirmed');
    expect(wordsOf({ act: 'miss', reason: 'busy', snoozedUntil: nine })).toBe(
      'No answer: busy; again 9:00 am',
    );
  });

  it('tells who answers for it now', () => {
    expect(wordsOf({ act: 'assigned', ownerId: samId })).toBe('Given to Rivera, Sam');
    expect(wordsOf({ act: 'assigned' })).toBe('Given to the pool');
  });

  it('finds words for what it does not know', () => {
    expect(wordsOf({ act: 'call-started' })).toBe('Call started');
  });
});
