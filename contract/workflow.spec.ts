import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { appointmentWorkflow } from './appointment-workflow.ts';
import { callWorkflow } from './calls.ts';
import { settingDraftWorkflow } from './clinic-settings.ts';
import { drawerWorkflow } from './drawers.ts';
import { exportWorkflow } from './exports.ts';
import { interpreterWorkflow } from './interpreter-workflow.ts';
import { messageWorkflow } from './message-workflow.ts';
import { recallWorkflow } from './recalls.ts';
import { authorizationLineWorkflow, authorizationWorkflow } from './authorization-workflow.ts';
import { refillWorkflow } from './refill-workflow.ts';
import { resultWorkflow } from './result-workflow.ts';
import { followUpWorkflow } from './claim-workflow.ts';
import { rescueWorkflow } from './rescues.ts';
import { roles } from './permission.ts';
import { entryWorkflow, offerWorkflow, openingWorkflow } from './waitlist-workflows.ts';
import {
  allowedTransitions,
  guardTransition,
  workflowDiagram,
  workflowFaults,
  type Workflow,
} from './workflow.ts';

const workflows = [
  appointmentWorkflow,
  interpreterWorkflow,
  recallWorkflow,
  rescueWorkflow,
  drawerWorkflow,
  entryWorkflow,
  openingWorkflow,
  offerWorkflow,
  callWorkflow,
  authorizationWorkflow,
  authorizationLineWorkflow,
  refillWorkflow,
  resultWorkflow,
  followUpWorkflow,
  messageWorkflow,
  settingDraftWorkflow,
  exportWorkflow,
] as unknown as Workflow[];

const clinicId = '01937b2e-0000-7000-8000-000000000001';

for (const workflow of workflows) {
  const states = Object.keys(workflow.states);
  const names = Object.keys(workflow.transitions);
  const evidence = (name: string): Record<string, unknown> => {
    const { records = [], reasons } = workflow.transitions[name]!;
    const recorded: Record<string, unknown> = Object.fromEntries(records.map((r) => [r, 'x']));
    if (reasons) recorded['reason'] = Object.keys(reasons)[0];
    return recorded;
  };

  describe(`workflow ${workflow.name}`, () => {
    it('is free of dead ends and unreachable states', () => {
      assert.deepEqual(workflowFaults(workflow), []);
    });

    it('lets no illegal step pass on any path', () => {
      fc.assert(
        fc.property(fc.array(fc.constantFrom(...names), { maxLength: 30 }), (steps) => {
          let status = workflow.initial;
          for (const step of steps) {
            const verdict = guardTransition(workflow, step, status, evidence(step));
            const declared = workflow.transitions[step]!;
            assert.equal(verdict.allowed, declared.from.includes(status));
            if (verdict.allowed) {
              assert.equal(verdict.to, declared.to);
              assert.notEqual(workflow.states[status]!.final, true);
              status = verdict.to;
            }
          }
        }),
      );
    });

    it('refuses a transition without what it must record', () => {
      for (const name of names) {
        const { records = [], reasons, from } = workflow.transitions[name]!;
        if (records.length === 0 && !reasons) continue;
        assert.equal(guardTransition(workflow, name, from[0]!, {}).allowed, false);
        const blank = Object.fromEntries([...records, 'reason'].map((field) => [field, '  ']));
        assert.equal(guardTransition(workflow, name, from[0]!, blank).allowed, false);
      }
    });

    it('shows a button exactly where the guard would let the person pass', () => {
      for (const role of roles) {
        for (const status of states) {
          const shown = allowedTransitions(workflow, { status, clinicId }, [{ clinicId, role }]);
          for (const name of shown)
            assert.equal(guardTransition(workflow, name, status, evidence(name)).allowed, true);
        }
      }
    });

    it('shows nothing to somebody of another clinic', () => {
      const other = '01937b2e-0000-7000-8000-000000000002';
      for (const status of states) {
        const item = { status, clinicId };
        const grants = [{ clinicId: other, role: 'administrator' as const }];
        assert.deepEqual(allowedTransitions(workflow, item, grants), []);
      }
    });

    it('draws every state and transition', () => {
      const diagram = workflowDiagram(workflow);
      for (const { title } of Object.values(workflow.states)) assert.ok(diagram.includes(title));
      for (const name of names) assert.ok(diagram.includes(`: ${name} (`));
    });
  });
}

describe('workflow faults', () => {
  const state = { title: 'A' };
  it('names a dead end, an unreachable state and a way out of a final state', () => {
    const faults = workflowFaults({
      name: 'broken',
      initial: 'a',
      states: { a: state, b: state, c: { title: 'C', final: true }, d: state },
      transitions: {
        go: { title: 'Go', from: ['a'], to: 'b', by: 'system' },
        end: { title: 'End', from: ['a'], to: 'c', by: 'system' },
        back: { title: 'Back', from: ['c'], to: 'a', by: 'system' },
      },
    });
    assert.deepEqual(faults.sort(), [
      'b is a dead end that is not final',
      'back leaves the final state c',
      'd cannot be reached',
      'd is a dead end that is not final',
    ]);
  });
});
