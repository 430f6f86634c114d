// What a person hears or reads of what they did themselves.
import type { QueueAct } from './work-queue-events';

interface Speech {
  me: string;
  nameOf: (staffId: string) => string;
  when: (iso: string) => string;
}

/** Follows the item's name and a colon; a queue's own decisions have words of the queue. */
export function actWords(act: Exclude<QueueAct, { kind: 'decide' }>, speech: Speech): string {
  switch (act.kind) {
    case 'assign':
      return ownerWords(act.ownerId, speech);
    case 'snooze':
      return `put off until ${speech.when(act.until)}`;
    case 'claim':
      return 'yours now';
    case 'release':
      return 'given back';
    case 'take-over':
      return 'taken over; yours now';
    case 'wake':
      return 'back in the list';
    case 'comment':
      return 'comment written';
    case 'tag':
      return act.tags.length === 0 ? 'no tags' : `tagged ${act.tags.join(', ')}`;
    case 'remove-file':
      return 'file removed';
    case 'link':
      return 'record linked';
    case 'unlink':
      return 'link taken away';
  }
}

function ownerWords(ownerId: string | null, { me, nameOf }: Speech): string {
  if (ownerId === null) return 'back in the pool';
  return ownerId === me ? 'you answer for it' : `given to ${nameOf(ownerId)}`;
}
