import { openDatabase } from '../sqlite/engine/open';

// A process of its own that opens a database and says which schema it found: `open-once.ts <file> <migrations folder>`.
const [file = '', migrationsFolder = ''] = process.argv.slice(2);
const database = await openDatabase({ file, migrationsFolder });
process.stdout.write(`schema ${String(database.pragma('user_version', { simple: true }))}\n`);
database.close();
