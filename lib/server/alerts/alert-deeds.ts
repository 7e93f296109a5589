import { type AlertMessage } from '../../alerts/alert-message';
import { type NewTargetAnswer, type TestAnswer } from '../../alerts/alert-answers';
import { type AlertTargetInput } from '../../alerts/alert-query';
import { type SealedTarget } from '../../alerts/alert-target';
import { ruleWords } from '../../alerts/rule-words';
import { type AlertRule } from '../../concerns/sign';
import { paths } from '../../paths';
import { type Store } from '../../store';
import { formatCounted } from '../../text/format';
import { env } from '../process/env';
import { newSigningSecret } from '../process/signed-webhook';
import { sealTarget } from './target-secret';
import { tellTarget } from './tell-target';

interface Deed {
  store: Store;
  /** The person who acts. */
  actor: string;
}

/** Adds a target. The secret of its signatures is told once, here. */
export async function addTarget({ store, actor, input }: Deed & { input: AlertTargetInput }): Promise<NewTargetAnswer> {
  const { kind, name } = input;
  const by = { actor, atMs: store.nowMs() };
  if (kind === 'email') {
    const hint = mailboxesText(input.to);
    const target = await store.addAlertTarget({ kind, name, hint, sealed: sealTarget(kind, { to: input.to }) }, by);
    return { target, secret: null };
  }
  const { url } = input;
  const hint = new URL(url).host;
  if (kind === 'slack') {
    const target = await store.addAlertTarget({ kind, name, hint, sealed: sealTarget(kind, { url }) }, by);
    return { target, secret: null };
  }
  const secret = newSigningSecret();
  const target = await store.addAlertTarget({ kind, name, hint, sealed: sealTarget(kind, { url, secret }) }, by);
  return { target, secret };
}

/** "2 mailboxes at example.com": who they are is told to nobody. */
function mailboxesText(to: readonly string[]): string {
  const hosts = [...new Set(to.map((address) => address.slice(address.lastIndexOf('@') + 1)))];
  return `${formatCounted(to.length, 'mailbox', 'mailboxes')} at ${hosts.join(', ')}`;
}

/** Sends a test to one target, on record; null for an unknown one. */
export async function testTarget({ store, actor, id }: Deed & { id: number }): Promise<TestAnswer | null> {
  const target = await store.getAlertTarget(id);
  if (target === null) return null;
  await audit({ store, actor, target: `alert-target/${id}` });
  return { results: [await sendTest(store, target, 'budget')] };
}

/** Sends what an alert of the rule may say to its targets, on record. */
export async function testRule({ store, actor, rule }: Deed & { rule: AlertRule }): Promise<TestAnswer> {
  const [settings, all] = await Promise.all([store.alertRuleSettings(), store.listAlertTargets()]);
  const chosen = settings.find((setting) => setting.rule === rule)?.targets ?? null;
  const ids = all.map(({ id }) => id).filter((id) => chosen === null || chosen.includes(id));
  await audit({ store, actor, target: `alert-rule/${rule}` });
  const targets = (await Promise.all(ids.map((id) => store.getAlertTarget(id)))).filter((target) => target !== null);
  return { results: await Promise.all(targets.map((target) => sendTest(store, target, rule))) };
}

function audit({ store, actor, target }: Deed & { target: string }): Promise<void> {
  return store.recordAudit({ atMs: store.nowMs(), actor, action: 'alert_tested', target, detail: {} });
}

async function sendTest(store: Store, target: SealedTarget, rule: AlertRule): Promise<TestAnswer['results'][number]> {
  const atMs = store.nowMs();
  const message: AlertMessage = {
    what: 'test',
    rule,
    ...ruleWords[rule].sample,
    level: null,
    atMs,
    alertId: null,
    url: `${env().appBaseUrl}${paths.alertSettings}`,
  };
  const { failure, text } = await tellTarget(target, message, `msg_test_${target.id}_${atMs}`);
  await store.noteTargetTest(target.id, { atMs: store.nowMs(), failure });
  return { targetId: target.id, name: target.name, text, failure };
}
