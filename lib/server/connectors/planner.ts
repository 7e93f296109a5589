import { type Connector } from '../../connectors/connector';
import { type Plan } from '../../connectors/connector-store';
import { planWakes } from '../../connectors/plan-wakes';
import { minuteMs } from '../../spans';
import { type Store } from '../../store';
import { log } from '../process/log';
import { isPressed } from '../process/pressure';

/** Events read at a time: fewer while planning them takes longer than `briefPlanMs`, because receipts go first. */
const eventsAtOnce = { least: 250, most: 1_000 };
const briefPlanMs = 30;

/** The least time (ms) from one reading of the log to the next: longer while this process is busy, none while more is there. */
const planEveryMs = 50;
const planEveryPressedMs = 250;

/** Lanes and calls of deleted connectors that are removed in one turn. */
const forgottenAtOnce = 500;

/** Without news, in ms. */
const idleEveryMs = minuteMs;

/** Wakes the lanes that the log asks for. */
export class ConnectorPlanner {
  readonly #store: Store;
  #plannedAtMs = -Infinity;
  /** The last reading did not come to the end of the log. */
  #hasMore = false;
  #eventsAtOnce = eventsAtOnce.most;
  #forgotAtMs = -Infinity;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Wakes what is to be woken of running connectors, and forgets deleted ones. The ms until the next turn. */
  async turn(running: readonly Connector[]): Promise<number> {
    const planInMs = await this.#plan(running);
    return Math.min(planInMs, await this.#forget());
  }

  /** Reads the log once for all connectors that stand at the same place. The ms until it may be read again. */
  async #plan(running: readonly Connector[]): Promise<number> {
    const store = this.#store;
    const everyMs = isPressed() ? planEveryPressedMs : planEveryMs;
    const restMs = this.#hasMore ? 0 : this.#plannedAtMs + everyMs - performance.now();
    if (running.length === 0) return idleEveryMs;
    if (restMs > 0) return restMs;
    this.#plannedAtMs = performance.now();
    const limit = this.#eventsAtOnce;
    let hasMore = false;
    for (const cursorSeq of new Set(running.map((connector) => connector.cursorSeq))) {
      const events = await store.eventsAfter(cursorSeq, limit);
      const last = events.at(-1);
      if (last === undefined) continue;
      hasMore ||= events.length === limit;
      const plans = running
        .filter((connector) => connector.cursorSeq === cursorSeq)
        .flatMap(({ id, config }): Plan[] => {
          const wakes = attempt(id, () => planWakes(config, events));
          return wakes === null ? [] : [{ connectorId: id, fromSeq: cursorSeq, toSeq: last.seq, wakes }];
        });
      await store.planPushes(plans);
    }
    this.#hasMore = hasMore;
    this.#eventsAtOnce =
      performance.now() - this.#plannedAtMs > briefPlanMs
        ? Math.max(eventsAtOnce.least, limit / 2)
        : Math.min(eventsAtOnce.most, limit * 2);
    return hasMore ? 0 : idleEveryMs;
  }

  async #forget(): Promise<number> {
    const restMs = this.#forgotAtMs + idleEveryMs - performance.now();
    if (restMs > 0) return restMs;
    if ((await this.#store.forgetDeletedConnectors(forgottenAtOnce)) > 0) return 0;
    this.#forgotAtMs = performance.now();
    return idleEveryMs;
  }
}

/** One connector that cannot be planned keeps no other from it. */
function attempt<T>(id: number, work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    log.error({ err: error, connector: id }, 'A connector could not be planned');
    return null;
  }
}
