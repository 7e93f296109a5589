import { type Finding } from '../../../connectors/finding';
import { verifyCursor, type VerifyCursor, verifyInput } from '../../../jobs/verify-connector';
import { type JobStep } from '../../../jobs/job-store';
import { type JsonObject } from '../../../json/json';
import { formatCounted } from '../../../text/format';
import { type LookStopped, type Verifier } from '../../connectors/verify/verifier';
import { verifierOf } from '../../connectors/verify/verifiers';
import { type ConnectorWorld } from '../connector-jobs';
import { type JobWork, type StepResult, stepMs } from '../job-kind';
import { countsNow } from './counts-now';
import { summaryText } from '../../../jobs/job-words';

/** Findings of one step: more are for the next. */
const mostFindings = 500;

/** Compares what the other side of a connector has with the mirror. Only reads: what it finds waits for a person. */
export const verifyWork: JobWork<ConnectorWorld> = {
  kind: 'verify_connector',
  role: 'operator',
  step: async ({ store, guard }, claimed, signal) => {
    if (claimed.job.state !== 'running') return { nextAtMs: null };
    const input = verifyInput.parse(claimed.job.input);
    const connector = await store.getConnector(input.connector);
    if (connector === null) return failed('The connector was deleted.');
    const verifier = await verifierOf({ store, connector, guard });
    if (verifier === null) return failed('The secret of the connector cannot be opened.');
    const known = verifyCursor.parse(claimed.cursor);
    const looked = await lookOn(verifier, known, signal);
    const { added, cursor } = looked;
    const log = known.place === null ? [{ what: 'started' as const, text: startText(known) }] : [];
    if ('stopped' in looked) return { added, cursor, log, ...stop(looked.stopped, store.nowMs()) };
    if (looked.waitMs !== null) return { added, cursor, log, nextAtMs: store.nowMs() + looked.waitMs };
    // What this step adds is counted by the next one.
    if (added.length > 0) return { added, cursor, log, nextAtMs: store.nowMs() };
    const text = summaryText(await countsNow(store, { ...claimed, cursor }));
    const done = { what: 'done' as const, text };
    return { cursor, log: [...log, done], become: { state: 'done', reason: null }, nextAtMs: null };
  },
};

const startText = ({ expected }: VerifyCursor) => `Started with about ${formatCounted(expected, 'record')}`;

function failed(reason: string): StepResult {
  return { log: [{ what: 'failed', text: reason }], become: { state: 'failed', reason }, nextAtMs: null };
}

/** In the place of the last part when there is nothing left to look at. */
const over = 'over';

type Added = NonNullable<JobStep['added']>;

type LookedOn = { added: Added; cursor: VerifyCursor } & ({ waitMs: number | null } | { stopped: LookStopped });

/** Looks on for about a second, or until a look asks for a pause. `waitMs` null: there is nothing left. */
async function lookOn(verifier: Verifier, known: VerifyCursor, signal: AbortSignal): Promise<LookedOn> {
  const untilMs = performance.now() + stepMs;
  let cursor: VerifyCursor = { ...known, place: known.place ?? verifier.first };
  const added: Added = [];
  let waitMs = 0;
  const mayGoOn = () => waitMs === 0 && performance.now() < untilMs && added.length < mostFindings && !signal.aborted;
  do {
    const { place } = cursor;
    if (place === null || place.part === over) return { added, cursor, waitMs: null };
    const look = await verifier.look(place);
    if ('stopped' in look) return { added, cursor, stopped: look.stopped };
    added.push(...look.findings.map(itemOf));
    const [compared, skipped] = [cursor.compared + look.compared, cursor.skipped + look.skipped];
    cursor = { ...cursor, compared, skipped, place: look.next ?? { part: over, after: '' } };
    waitMs = look.next === null ? 0 : look.waitMs;
  } while (mayGoOn());
  return { added, cursor, waitMs };
}

function itemOf({ kind, text, userId, recordId, fields }: Finding): Added[number] {
  const facts: JsonObject = { userId, recordId, fields: fields.map((field) => ({ ...field })) };
  // A record may be found twice, by its link and by the user id that it carries.
  return { key: `${kind} ${recordId ?? userId ?? ''}`, part: kind, result: kind, reason: text, facts };
}

/** What a read that did not come about means for the job. */
function stop({ judgement, error }: LookStopped, nowMs: number): Omit<StepResult, 'cursor' | 'added' | 'log'> {
  switch (judgement.kind) {
    case 'hold':
      return { become: { state: 'paused', reason: `The other side cannot be read: ${error}` }, nextAtMs: null };
    case 'quiet':
    case 'wait':
      return { note: 'The other side asked for a pause.', nextAtMs: Math.max(nowMs, judgement.untilMs) };
    default:
      return { trouble: `The other side cannot be read: ${error}.`, nextAtMs: nowMs };
  }
}
