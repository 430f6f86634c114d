// A listener in a process of its own, for the spec that kills one: reads the connection from its input, says its port,
// and, where it is to be killed, `kept` once a message is committed, which it then never acknowledges.
import { once } from 'node:events';
import { pino } from 'pino';
import { localDoorbell } from '../change-log/doorbell.ts';
import { connectPool, type Connection } from '../db/connect.ts';
import { createDatabase, type Database } from '../db/database.ts';
import { startMllp } from './start-mllp.ts';

const [line] = (await once(process.stdin.setEncoding('utf8'), 'data')) as [string];
const { connection, isKilled } = JSON.parse(line) as { connection: Connection; isKilled: boolean };
process.stdin.on('end', () => process.exit(0));
const database = createDatabase({ pool: connectPool(connection, 4), doorbell: localDoorbell() });
const { port } = await startMllp({
  database: isKilled ? stoppingAfterCommit(database) : database,
  appliers: { 'ORU^R01': () => Promise.resolve() },
  place: { host: '127.0.0.1', port: 0, tls: null },
  log: pino({ level: 'silent' }),
});
process.stdout.write(`${port}\n`);

function stoppingAfterCommit(of: Database): Database {
  return {
    ...of,
    async inTransaction(scope, fn, options) {
      const answer = await of.inTransaction(scope, fn, options);
      if (scope.kind !== 'system' || scope.reason !== 'hl7 messages are kept') return answer;
      process.stdout.write('kept\n');
      return new Promise(() => undefined);
    },
  };
}
