import { type AlertRule } from '../concerns/sign';
import { type NoticeKind } from './alert';
import { ruleWords } from './rule-words';

/** What a target is told. */
export interface AlertMessage {
  what: NoticeKind | 'test';
  rule: AlertRule;
  title: string;
  detail: string;
  level: number | null;
  atMs: number;
  /** Null for a test. */
  alertId: number | null;
  /** Address of the alert's page, or of the rules. */
  url: string;
}

const states: Record<AlertMessage['what'], string> = {
  opened: 'Open',
  raised: 'Worse',
  closed: 'Over',
  test: 'Test',
};

/** "Over: 401 from gauge.example.com: 12 deliveries failed". */
export function messageSubject({ what, title }: AlertMessage): string {
  return what === 'opened' ? title : `${states[what]}: ${title}`;
}

/** The message as plain text, with a line for each thought. */
export function messageText(message: AlertMessage): string {
  const { what, detail, rule, url, atMs } = message;
  const lines = [
    messageSubject(message),
    what === 'closed' ? 'It is over.' : detail,
    '',
    `Rule: ${ruleWords[rule].name}`,
    `Time: ${new Date(atMs).toISOString()}`,
    url,
  ];
  return lines.join('\n');
}

const slackEscapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Slack reads `<…>` as a link or a mention: text of others must not become one. */
const slackText = (text: string) => text.replaceAll(/[&<>]/g, (character) => slackEscapes[character] ?? character);

/** JSON as Slack's incoming webhooks take it, and those of Mattermost and others that take the same. */
export function slackBody(message: AlertMessage): string {
  const { what, detail, rule, url } = message;
  const subject = slackText(messageSubject(message));
  const rest = what === 'closed' ? 'It is over.' : slackText(detail);
  const section = {
    type: 'section',
    text: { type: 'mrkdwn', text: `*${subject}*\n${rest}\n<${url}|Open in Streamgauge>` },
  };
  const context = { type: 'context', elements: [{ type: 'mrkdwn', text: slackText(ruleWords[rule].name) }] };
  return JSON.stringify({ text: subject, blocks: [section, context] });
}

/** JSON for endpoints of your own: `type` is `alert.opened`, `alert.raised`, `alert.closed` or `alert.test`. */
export function plainBody({ what, rule, title, detail, level, atMs, alertId, url }: AlertMessage): string {
  return JSON.stringify({
    type: `alert.${what}`,
    timestamp: new Date(atMs).toISOString(),
    data: { alertId, rule, title, detail, level, url },
  });
}
