import { createContext, constants, Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { REALM_PRELUDE } from './action-realm.ts';

interface Realm {
  load(factory: unknown): void;
  fire(timer: number): void;
  /** An event to execute, or what came back of a request. */
  hear(text: string): void;
}

const port = parentPort;

/** Takes the way from any function of this thread to its constructor, and with it to `process`, out of the world. */
function forgetFunctionConstructors(): void {
  const samples = [
    () => undefined,
    async () => Promise.resolve(),
    function* () {
      yield 0;
    },
    async function* () {
      yield Promise.resolve(0);
    },
  ];
  for (const sample of samples) Reflect.deleteProperty(Object.getPrototypeOf(sample) as object, 'constructor');
}

function createRealm(): Realm {
  const context = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  const inRealm = (code: string, filename: string): unknown =>
    new Script(code, { filename }).runInContext(context, { breakOnSigint: false });
  const build = inRealm(REALM_PRELUDE, 'simulator.js') as (tell: (what: string, text: string) => void) => Realm;
  const realm = build((what, text) => {
    if (what === 'timer') startTimer(JSON.parse(text) as { timer: number; ms: number });
    else port?.postMessage(text);
  });
  const startTimer = ({ timer, ms }: { timer: number; ms: number }) => setTimeout(() => realm.fire(timer), ms);
  realm.load(inRealm(`(function (exports, module, require) {${String(workerData)}\n})`, 'action.js'));
  return realm;
}

forgetFunctionConstructors();
const realm = createRealm();
port?.on('message', (text: string) => realm.hear(text));
