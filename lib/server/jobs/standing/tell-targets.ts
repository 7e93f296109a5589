import { pauseAfterTries } from '../../../alerts/alert-pace';
import { type AlertNotice } from '../../../alerts/alert-target';
import { paths } from '../../../paths';
import { minuteMs } from '../../../spans';
import { type Store } from '../../../store';
import { tellTarget } from '../../alerts/tell-target';
import { env } from '../../process/env';
import { span } from '../../telemetry/tracing';
import { type StandingWork } from '../standing-work';

/** Sent at the same time; one target that does not answer must not hold the others up for long. */
const atOnce = 8;

/** Longer than any target has to answer, in ms. */
const leaseMs = minuteMs;

/** Without news, in ms. */
const idleEveryMs = minuteMs;

/** Tells targets what has become of alerts: at least once each, and again later where a target did not take it. */
export class TellTargets implements StandingWork {
  readonly name = 'tell targets';
  readonly wakesOn = ['alerts'] as const;
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  async turn(): Promise<number> {
    const store = this.#store;
    const notices = await store.takeAlertNotices(atOnce, leaseMs);
    await Promise.all(notices.map((notice) => span('tell target', { kind: 'turn' }, () => this.#tell(notice))));
    if (notices.length === atOnce) return 0;
    const nextAtMs = await store.nextAlertNoticeAtMs();
    return nextAtMs === null ? idleEveryMs : Math.min(idleEveryMs, Math.max(0, nextAtMs - store.nowMs()));
  }

  async #tell(notice: AlertNotice): Promise<void> {
    const { seq, alertId, what, rule, title, detail, level, atMs, tries, target } = notice;
    const url = `${env().appBaseUrl}${paths.alert(alertId)}`;
    const told = await tellTarget(target, { what, rule, title, detail, level, atMs, alertId, url }, `msg_alert_${seq}`);
    const nowMs = this.#store.nowMs();
    const pauseMs = told.failure === null || told.isFinal ? null : pauseAfterTries(tries + 1);
    await this.#store.settleAlertNotice(seq, {
      atMs: nowMs,
      failure: told.failure,
      nextAtMs: pauseMs === null ? null : nowMs + pauseMs,
      text: told.text,
    });
  }
}
