import { randomUUID } from 'node:crypto';
import { type CheckFinding } from '../../../connectors/check-finding';
import { type ConnectorCheckAnswer } from '../../../connectors/connector-answers';
import { foundRecords, stoppedBy } from '../../../connectors/rest/judge-rest';
import { type RestConfig } from '../../../connectors/rest/rest-config';
import { restRequest } from '../../../connectors/rest/rest-request';
import { type RecordCall, type StoppedReply } from '../../../connectors/records/record-reply';
import { sourcesOf } from '../../../connectors/records/mapping';
import { formatCounted } from '../../../text/format';
import { askRest, type RestParts } from './rest-call';

const ok = (text: string): CheckFinding => ({ tone: 'ok', text });
const warn = (text: string): CheckFinding => ({ tone: 'warn', text });
const bad = (text: string): CheckFinding => ({ tone: 'bad', text });

/**
 * Looks whether the credential is taken and whether records are found as the settings say: for an address and a user id that
 * nobody has. Writes nothing there. Never rejects.
 */
export async function checkRest(parts: RestParts): Promise<ConnectorCheckAnswer> {
  const nobody = randomUUID();
  const byEmail = await lookFor(parts, { act: 'read', by: 'email', value: `nobody-${nobody}@streamgauge.invalid` });
  const byUser =
    parts.config.findUser === null || byEmail.some(({ tone }) => tone === 'bad')
      ? []
      : await lookFor(parts, { act: 'read', by: 'user_id', value: `auth0|nobody-${nobody}` });
  const findings = [...byEmail, ...byUser, ...settingFindings(parts.config)];
  return { isReady: findings.every(({ tone }) => tone !== 'bad'), findings, statement: null, columns: [] };
}

/** What a search for somebody who is not there finds. */
async function lookFor(parts: RestParts, call: RecordCall & { act: 'read' }): Promise<CheckFinding[]> {
  const request = restRequest(call, parts.config);
  if (request === null) return [];
  const what = call.by === 'email' ? 'an address' : 'a user id';
  const { heard } = await askRest(parts, request);
  if ('stopped' in heard) return [bad(`The CRM could not be asked: ${heard.stopped.error}.`)];
  const { answer } = heard;
  const { status } = answer;
  if (parts.config.statuses.missing.includes(status)) {
    const text = `Asked for ${what} that nobody has, the CRM answered ${status}, which counts as nobody. A wrong path is answered alike: look at ${request.path.split('?')[0] ?? ''}.`;
    return [...taken(call), warn(text)];
  }
  if (status < 200 || status >= 300) return [bad(troubleWords(stoppedBy(answer, call, parts.nowMs())))];
  const told = foundRecords(answer, parts.config);
  if ('kind' in told) return [...taken(call), bad(`The CRM ${told.error}.`)];
  const count = told.records.length;
  if (count > 0) {
    const text = `Asked for ${what} that nobody has, the CRM tells ${formatCounted(count, 'record')}: it takes no notice of the filter.`;
    return [...taken(call), bad(text)];
  }
  return [...taken(call), ok(`Asked for ${what} that nobody has, the CRM finds nobody.`)];
}

/** Said once: every search goes with the same credential. */
const taken = ({ by }: RecordCall & { act: 'read' }): CheckFinding[] =>
  by === 'email' ? [ok('The CRM takes the credential.')] : [];

function troubleWords({ judgement, error }: StoppedReply): string {
  if (judgement.kind === 'hold' && judgement.reason === 'credential_refused') {
    return `The CRM refused the credential: ${error}.`;
  }
  if (judgement.kind === 'hold') return `The credential may not read: ${error}.`;
  if (judgement.kind === 'quiet') return `The CRM asks for a pause (${error}). Check again later.`;
  return `The CRM could not be asked: ${error}.`;
}

/** What the settings mean that no request shows. */
function settingFindings({ mapping, userIdTarget, findUser, update }: RestConfig): CheckFinding[] {
  const found = [
    warn(`Writing is not tried. Whether the CRM takes the ${mapping.length} targets shows with the first user.`),
  ];
  if (userIdTarget === null) {
    found.push(
      warn('Records have no place for the user id: they are found by address alone, and only by a verified one.'),
    );
  } else if (findUser === null) {
    found.push(
      warn(`Records cannot be found by ${userIdTarget}: a user whose address changed is found by the one before.`),
    );
  }
  if (update.method === 'PUT') {
    found.push(warn('An update sends what differs. A PUT that replaces the whole record would lose the rest.'));
  }
  const restless = mapping.find((row) => sourcesOf(row).includes('last_event_at'));
  if (restless !== undefined) {
    found.push(warn(`${restless.target} changes with every sign-in: each one makes a call.`));
  }
  return found;
}
