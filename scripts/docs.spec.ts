import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { appointmentWorkflow } from '#contract/appointment-workflow';
import { callWorkflow } from '#contract/calls';
import { settingDraftWorkflow } from '#contract/clinic-settings';
import { exportWorkflow } from '#contract/exports';
import { importWorkflow } from '#contract/import-run';
import { interpreterWorkflow } from '#contract/interpreter-workflow';
import { messageWorkflow } from '#contract/message-workflow';
import { entryWorkflow, offerWorkflow, openingWorkflow } from '#contract/waitlist-workflows';
import { drawerWorkflow } from '#contract/drawers';
import { recallWorkflow } from '#contract/recalls';
import { authorizationLineWorkflow, authorizationWorkflow } from '#contract/authorization-workflow';
import { refillWorkflow } from '#contract/refill-workflow';
import { resultWorkflow } from '#contract/result-workflow';
import { followUpWorkflow } from '#contract/claim-workflow';
import { rescueWorkflow } from '#contract/rescues';
import { workflowDiagram } from '#contract/workflow';
import { settings } from '../server/platform/config/settings.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: root });
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

describe('the documentation', () => {
  it('links only to what is there', () => {
    const broken = pages.flatMap((page) =>
      [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`),
    );
    assert.deepEqual(broken, []);
  });

  it('lists every setting with its standard value, and no other', () => {
    const rows = [...read('README.md').matchAll(/^\| `([A-Z0-9_]+)` +\| (?:`([^`]*)`)? *\|/gm)];
    const listed = Object.fromEntries(rows.map(([, name = '', standard = '']) => [name, standard]));
    const known = Object.fromEntries(
      Object.entries(settings).map(([name, { standard }]) => [name, standard]),
    );
    assert.deepEqual(listed, known);
  });

  it('has each word once', () => {
    const words = [...read('docs/language.md').matchAll(/^\| (.+?) +\|/gm)].map(([, word]) => word);
    assert.ok(words.length > 100, `${words.length} words`);
    assert.deepEqual(
      words.filter((word, at) => words.indexOf(word) < at),
      [],
    );
  });

  it('draws every workflow as it is defined', () => {
    const drawn = read('docs/workflows.md');
    for (const workflow of [
      callWorkflow,
      settingDraftWorkflow,
      appointmentWorkflow,
      interpreterWorkflow,
      recallWorkflow,
      authorizationWorkflow,
      authorizationLineWorkflow,
      refillWorkflow,
      resultWorkflow,
      followUpWorkflow,
      rescueWorkflow,
      drawerWorkflow,
      entryWorkflow,
      openingWorkflow,
      offerWorkflow,
      messageWorkflow,
      importWorkflow,
      exportWorkflow,
    ])
      assert.ok(
        drawn.includes(workflowDiagram(workflow)),
        `docs/workflows.md must show for ${workflow.name}:\n${workflowDiagram(workflow)}`,
      );
  });

  it('names only commands that package.json has', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = pages.flatMap((page) =>
      [...read(page).matchAll(/npm run ([a-z:]+)/g)].map(([, name = '']) => name),
    );
    assert.deepEqual(
      named.filter((name) => !(name in scripts)),
      [],
    );
  });
});
