import { alertRules } from '../../../concerns/sign';
import { signsOf, unknownRules } from '../../../concerns/concerns';
import { planAlerts } from '../../../alerts/plan-alerts';
import { secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { readConcernFacts } from '../../overview/concern-facts';
import { type StandingWork } from '../standing-work';

/** Some things become true by the passing of time, such as silence. In ms. */
const everyMs = 15 * secondMs;

/** News come in bursts, and finding out reads much. In ms. */
const restMs = 5 * secondMs;

/** More alerts at a time help nobody. */
const mostAlerts = 500;

/** Opens, changes and closes alerts as concerns come and go. */
export class RaiseAlerts implements StandingWork {
  readonly name = 'raise alerts';
  readonly wakesOn = ['deliveries', 'streams', 'rejections', 'jobs'] as const;
  readonly restMs = restMs;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async turn(): Promise<number> {
    const store = this.#store;
    const atMs = store.nowMs();
    const [facts, alerts, settings] = await Promise.all([
      readConcernFacts(store, atMs),
      store.openAlerts(mostAlerts),
      store.alertRuleSettings(),
    ]);
    const off = new Set(settings.filter(({ isOn }) => !isOn).map(({ rule }) => rule));
    const rules = new Set(alertRules.filter((rule) => !off.has(rule)));
    // Alerts are read in every zone, so their words hold no time of day.
    const signs = signsOf(facts, { nowMs: atMs, timeZone: 'UTC' });
    const changes = planAlerts({ alerts, signs, rules, unknown: unknownRules(facts), atMs });
    if (changes.length > 0) await store.saveAlerts(changes, atMs);
    return everyMs;
  }
}
