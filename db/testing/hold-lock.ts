import { setTimeout as sleep } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';

// A process of its own that holds the write lock: `hold-lock.ts <file> <milliseconds>`. Says when it has it and when not.
const [file = '', heldMs = '0'] = process.argv.slice(2);
const database = new BetterSqlite3(file);
database.exec('BEGIN IMMEDIATE');
process.stdout.write('locked\n');
await sleep(Number(heldMs));
database.exec('ROLLBACK');
process.stdout.write('released\n');
database.close();
