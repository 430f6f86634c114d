// What a person reads after a step of their own.
import type { Result } from '#contract/result-report';
import { stateWords } from './result-words';

const told: Readonly<Record<string, string>> = {
  sign: 'signed',
  match: 'matched',
  drop: 'it does not come',
  'log-attempt': 'attempt written down',
  'read-back': 'read back; the critical call is over',
  disposition: 'written down; the critical call is over',
  'mark-in-error': 'entered in error; nobody outside sees it',
  categorize: 'what it is about is changed',
  visit: 'a visit is asked for; the desk books it',
  letter: 'letter written',
  hold: 'held',
  'end-hold': 'the hold is over',
  release: 'released',
};

/** What has no words of its own is told by where it stands now. */
export function toldWords(decision: string, result: Result): string {
  if (decision === 'contact') return contactWords(result);
  return told[decision] ?? stateWords(result).toLowerCase();
}

function contactWords({ recall }: Result): string {
  if (recall === null) return 'written down';
  const { contacts, reached } = recall;
  return reached === contacts ? 'everybody is reached' : `${reached} of ${contacts} reached`;
}
