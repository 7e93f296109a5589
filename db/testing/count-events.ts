import { openStore } from '../store';

// A process of its own that opens a database and says how many events it holds: `count-events.ts <file>`.
const [file = ''] = process.argv.slice(2);
const store = await openStore(`file:${file}`);
process.stdout.write(`${(await store.counts(0)).events} events\n`);
await store.close();
