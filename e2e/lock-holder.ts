import Database from 'better-sqlite3';

/** Takes the write lock of the database named on the command line and keeps it until a message comes. */
const database = new Database(process.argv[2] ?? '');
database.exec('BEGIN IMMEDIATE');
process.send?.('locked');
process.once('message', () => {
  database.exec('ROLLBACK');
  database.close();
  process.disconnect();
});
