import { createRandom } from '../ground/random.ts';
import { randomAct } from '../seeds/random-act.ts';
import type { Happening } from '../tenant/cloud-event.ts';
import type { Tenant } from '../world/tenant.ts';

interface TrafficDeps {
  tenant: Tenant;
  /** Answers whether the app can be reached. */
  reachable: () => Promise<boolean>;
  /** What happened before the simulator started. */
  history: Happening[];
}

const LOOK_EVERY_MS = 1000;
const LOOKS = 1800;
const IDLE_MS = 1000;

/** Tells the app its history once it can be reached, then keeps a gentle traffic going. */
export class Traffic {
  readonly #deps: TrafficDeps;
  readonly #random = createRandom(97);
  #history: Happening[];
  #cancel: (() => void) | undefined;
  #state: 'waiting for the app' | 'running' | 'gave up' | 'stopped' = 'waiting for the app';

  constructor(deps: TrafficDeps) {
    this.#deps = deps;
    this.#history = deps.history;
  }

  get state(): string {
    return this.#state;
  }

  start(): void {
    // Nothing to tell and nothing to keep going: no need to know whether the app is there.
    if (this.#history.length === 0) this.#run();
    else this.#look(LOOKS);
  }

  stop(): void {
    this.#state = 'stopped';
    this.#cancel?.();
  }

  #look(left: number): void {
    void this.#deps.reachable().then((reachable) => {
      if (this.#state === 'stopped') return;
      if (reachable) this.#run();
      else if (left > 0) this.#cancel = this.#deps.tenant.clock.after(LOOK_EVERY_MS, () => this.#look(left - 1));
      else this.#state = 'gave up';
    });
  }

  #run(): void {
    this.#state = 'running';
    for (const event of this.#history.splice(0)) this.#deps.tenant.emit(event);
    this.#next();
  }

  #next(): void {
    const { tenant } = this.#deps;
    const perMinute = tenant.settings.trafficPerMinute;
    const wait = perMinute > 0 ? tenant.clock.pace(60_000 / perMinute) * (0.5 + this.#random()) : IDLE_MS;
    this.#cancel = tenant.clock.after(wait, () => {
      if (tenant.settings.trafficPerMinute > 0) {
        tenant.announce(...randomAct(tenant, this.#random, tenant.clock.now()));
      }
      this.#next();
    });
  }
}
