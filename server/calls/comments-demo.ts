// What colleagues wrote about the demo's calls, each naming somebody who works the queue.
import type { Role } from '#contract/permission';
import { plusMinutes } from '../platform/clock/instants.ts';
import { demoId } from '../platform/demo/demo-tables.ts';
import type { WorkRow } from '../platform/work/work-repository.ts';
import { demoStaffId } from '../staff/staff-demo.ts';

export interface DemoComment {
  organization_id: string;
  id: string;
  clinic_id: string;
  work_item_id: string;
  author_id: string;
  text: string;
  mentions: string[];
  at: string;
}

const writers: readonly [Role, named: string][] = [
  ['scheduler', 'Demo Scheduler'],
  ['clinic-manager', 'Demo Clinic manager'],
  ['call-centre-agent', 'Demo Call-centre agent'],
  ['administrator', 'Demo Administrator'],
  ['pharmacist', 'Demo Pharmacist'],
];
const sentences = [
  'asked for you by name.',
  'can you try after lunch? The line was busy all morning.',
  'you spoke to the family last week.',
  'the number on the chart is the old one; the new one is in the note.',
];

/** One for each item that says it has one. */
export function demoComments(works: readonly WorkRow[]): DemoComment[] {
  return works
    .filter(({ comments }) => comments > 0)
    .map((work, at) => {
      const [named] = writers.slice(at % writers.length);
      const [author] = writers.slice((at + 1) % writers.length);
      if (!named || !author) throw new Error('Nobody writes comments.');
      return {
        organization_id: work.organization_id,
        id: demoId(24, at + 1),
        clinic_id: work.clinic_id,
        work_item_id: work.id,
        author_id: demoStaffId(author[0]),
        text: `@${named[1]} ${sentences[at % sentences.length] ?? ''}`,
        mentions: [demoStaffId(named[0])],
        at: plusMinutes(work.opened_at, 3),
      };
    });
}
