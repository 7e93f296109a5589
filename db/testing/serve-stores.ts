import { openStore, processEnd, serveStore, type WritingStore } from '../store';
import { namedEnd } from './named-end';

// A process of its own that writes the databases which the process that forked it names, and serves each under any number of
// names, until it is killed. An order is answered with its own name.

type Order = { order: 'serve' | 'stop'; file: string; name: string };

const isOrder = (message: unknown): message is Order =>
  typeof message === 'object' && message !== null && 'order' in message;

// Each store that is served listens for itself.
process.setMaxListeners(0);
const end = processEnd(process);
const open = new Map<string, { store: Promise<WritingStore>; stops: Map<string, () => void> }>();

async function serve({ file, name }: Order): Promise<void> {
  const served = open.get(file) ?? { store: openStore(`file:${file}`), stops: new Map<string, () => void>() };
  open.set(file, served);
  served.stops.set(name, serveStore(await served.store, namedEnd(end, name)));
}

async function stop({ file, name }: Order): Promise<void> {
  const served = open.get(file);
  served?.stops.get(name)?.();
  served?.stops.delete(name);
  if (served?.stops.size !== 0) return;
  open.delete(file);
  await (await served.store).close();
}

end.onMessage((message) => {
  if (!isOrder(message)) return;
  void (message.order === 'serve' ? serve(message) : stop(message)).then(() => end.send({ done: message.name }));
});
