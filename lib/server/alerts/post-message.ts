import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP } from 'node:net';
import { secondMs } from '../../spans';
import { formatLatency } from '../../text/format';
import { connectionReason } from '../process/connection-reason';
import { lookUpElsewhere, OwnLinkError, refuseOwnLink } from '../process/own-link';

/** A target that takes longer is tried again later, in ms. */
const patienceMs = 10 * secondMs;

class LateError extends Error {}

/** What came of telling a target: `text` for the history, `failure` when it was not taken. */
export interface Told {
  failure: string | null;
  text: string;
  /** It will not be taken later either. */
  isFinal: boolean;
}

/** Posts JSON to a target. Follows no redirect, reads no answer but its status. Never rejects. */
export async function postMessage(address: string, body: string, headers: Record<string, string> = {}): Promise<Told> {
  const startedMs = performance.now();
  try {
    const url = new URL(address);
    if (hasUser(url)) return failed('The address holds a user name or a password, which is refused', true);
    const status = await post(url, body, {
      'content-type': 'application/json',
      'user-agent': 'Streamgauge',
      ...headers,
    });
    const text = `${status} in ${formatLatency(performance.now() - startedMs)}`;
    if (status >= 200 && status < 300) return { failure: null, text, isFinal: false };
    return failed(`answered ${text}`, status === 410);
  } catch (error) {
    if (error instanceof OwnLinkError) {
      return failed('The address is one of this machine’s own link, which is refused', true);
    }
    return failed(reasonOf(error), false);
  }
}

const hasUser = ({ username, password }: URL) => username !== '' || password !== '';

/** Answers with the status. The connection looks the name up itself, so that no other address is asked than was checked. */
function post(url: URL, body: string, headers: Record<string, string>): Promise<number> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) refuseOwnLink([host]);
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestTls : requestPlain;
    const asked = request(url, {
      method: 'POST',
      agent: false,
      lookup: lookUpElsewhere,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    });
    // Looking up, connecting and waiting together.
    const late = setTimeout(() => asked.destroy(new LateError()), patienceMs);
    asked.on('response', (answer) => {
      answer.on('error', () => undefined);
      resolve(answer.statusCode ?? 0);
      answer.destroy();
    });
    // Stays: a request without a listener for errors would end the process.
    asked.on('error', reject);
    asked.on('close', () => clearTimeout(late));
    asked.end(body);
  });
}

const failed = (failure: string, isFinal: boolean): Told => ({ failure, text: failure, isFinal });

function reasonOf(error: unknown): string {
  if (error instanceof LateError) return `no answer within ${patienceMs / secondMs} s`;
  return connectionReason(error);
}
