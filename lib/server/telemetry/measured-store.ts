import { type Store } from '../../store';
import { instruments } from './instruments';
import { span } from './tracing';

/** Not measured: a receipt waits for its commit, which has figures of its own, and the others are no work. */
const unmeasured: ReadonlySet<string> = new Set([
  'recordReceipt',
  'subscribe',
  'announce',
  'dataNumber',
  'nowMs',
  'close',
] satisfies (keyof Store)[]);

/** The same store; every call that it answers is timed, by method, and a step of the trace that asks. */
export function measuredStore<S extends Store>(store: S): S {
  const measured = Object.entries(store).map(([method, call]: [string, unknown]) => {
    return [method, isCall(call) && !unmeasured.has(method) ? timed(method, call) : call];
  });
  // The same keys, each with a function of the same parameters and answer.
  return Object.fromEntries(measured) as S;
}

const step = { kind: 'step' } as const;

type Call = (...parameters: readonly unknown[]) => unknown;

const isCall = (value: unknown): value is Call => typeof value === 'function';

function timed(method: string, call: Call) {
  const { deedSeconds, deedFailures } = instruments();
  const seconds = deedSeconds({ method });
  const name = `store ${method}`;
  const measure = async (parameters: readonly unknown[]): Promise<unknown> => {
    const startedAt = performance.now();
    try {
      return await call(...parameters);
    } catch (error) {
      deedFailures({ method }).add();
      throw error;
    } finally {
      seconds.observe((performance.now() - startedAt) / 1000);
    }
  };
  return (...parameters: readonly unknown[]) => span(name, step, () => measure(parameters));
}
