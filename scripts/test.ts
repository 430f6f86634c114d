// All suites one after the other: pure, database, console, journeys. The last line is what they add up to.
import { spawn } from 'node:child_process';
import {
  closingLine,
  countKarma,
  countNodeTests,
  countPlaywright,
  judge,
  type Count,
} from './count.ts';

interface Suite {
  name: string;
  command: [string, ...string[]];
  /** Runs before; the suite cannot run without it. */
  first?: [string, ...string[]];
  count: (output: string) => Count | null;
}

const suites: Suite[] = [
  { name: 'Pure specs', command: ['node', 'scripts/test-pure.ts'], count: countNodeTests },
  { name: 'Database specs', command: ['node', 'scripts/test-db.ts'], count: countNodeTests },
  {
    name: 'Console specs',
    command: ['ng', 'test', '--watch=false', '--progress=false'],
    count: countKarma,
  },
  {
    name: 'Journeys',
    first: ['sh', 'scripts/build-client'],
    command: ['playwright', 'test'],
    count: countPlaywright,
  },
];

const counts: [string, Count][] = [];
for (const suite of suites) {
  say(`\n== ${suite.name}`);
  counts.push([suite.name, await runSuite(suite)]);
}

say('');
for (const [name, count] of counts) say(`${name}: ${closingLine(count)}`);
const total = {
  passed: counts.reduce((sum, [, count]) => sum + count.passed, 0),
  failed: counts.reduce((sum, [, count]) => sum + count.failed, 0),
};
process.exitCode = total.failed === 0 ? 0 : 1;
say(closingLine(total));

async function runSuite({ first, command, count }: Suite): Promise<Count> {
  if (first && (await runCommand(first)).code !== 0) return judge(null, 1);
  const { output, code } = await runCommand(command);
  return judge(count(output), code);
}

/** Shows what the command says while it runs, and keeps it. */
function runCommand([program, ...args]: [string, ...string[]]): Promise<{
  output: string;
  code: number | null;
}> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (part: Buffer) => {
    output += part.toString();
    process.stdout.write(part);
  });
  child.stderr.pipe(process.stderr, { end: false });
  return new Promise((resolve) => {
    child.once('error', (error) => {
      say(`${program} could not be started: ${error.message}`);
      resolve({ output, code: 1 });
    });
    child.once('close', (code) => resolve({ output, code }));
  });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
