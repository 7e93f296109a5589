import { type Alert } from '../../../alerts/alert';
import { alertRules, type Sign } from '../../../concerns/sign';
import { signsOf } from '../../../concerns/concerns';
import { keepsOpen } from '../../../concerns/keeps';
import { planAlerts } from '../../../alerts/plan-alerts';
import { minuteMs, secondMs } from '../../../spans';
import { type Store } from '../../../store';
import { readConcernFacts } from '../../overview/concern-facts';
import { type StandingWork } from '../standing-work';

/** Some things become true by the passing of time, such as silence. In ms. */
const everyMs = 15 * secondMs;

/** News come in bursts, and finding out reads much. In ms. */
const restMs = 5 * secondMs;

/** Event streams read this long ago (ms) are not read again for alerts: Auth0 is not to be asked day and night. */
const streamsAgeMs = minuteMs;

/** A poll that fails is repeated within seconds; only what lasts this long (ms) is told. */
const patienceMs = 2 * minuteMs;

/** More alerts at a time help nobody. */
const mostAlerts = 500;

/** Opens, changes and closes alerts as concerns come and go. */
export class RaiseAlerts implements StandingWork {
  readonly name = 'raise alerts';
  readonly wakesOn = ['deliveries', 'streams', 'rejections', 'jobs', 'connectors'] as const;
  readonly restMs = restMs;
  readonly #store: Store;
  /** Since when a sign is found that may pass by itself, by `performance.now()`. */
  #since = new Map<string, number>();

  constructor(store: Store) {
    this.#store = store;
  }

  async turn(): Promise<number> {
    const store = this.#store;
    const atMs = store.nowMs();
    const facts = await readConcernFacts(store, atMs, { streamsAgeMs });
    // After the facts, which may take a while: meanwhile a person may have acted.
    const [alerts, settings] = await Promise.all([store.openAlerts(mostAlerts), store.alertRuleSettings()]);
    const off = new Set(settings.filter(({ isOn }) => !isOn).map(({ rule }) => rule));
    const rules = new Set(alertRules.filter((rule) => !off.has(rule)));
    // Alerts are read in every zone, so their words hold no time of day.
    const signs = this.#lasting(signsOf(facts, { nowMs: atMs, timeZone: 'UTC' }));
    const keeps = (alert: Alert) => keepsOpen(alert, facts);
    const changes = planAlerts({ alerts, signs, rules, keeps, atMs });
    if (changes.length > 0) await store.saveAlerts(changes, atMs);
    return everyMs;
  }

  /** Without what may pass by itself and was not found for long enough yet. */
  #lasting(signs: readonly Sign[]): Sign[] {
    const nowMs = performance.now();
    const passing = signs.filter(({ rule }) => rule === 'polling');
    this.#since = new Map(passing.map(({ key }) => [key, this.#since.get(key) ?? nowMs]));
    return signs.filter(({ key }) => nowMs - (this.#since.get(key) ?? -Infinity) >= patienceMs);
  }
}
