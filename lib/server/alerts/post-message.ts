import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { secondMs } from '../../spans';
import { formatLatency } from '../../text/format';

/** A target that takes longer is tried again later, in ms. */
const patienceMs = 10 * secondMs;

/** What came of telling a target: `text` for the history, `failure` when it was not taken. */
export interface Told {
  failure: string | null;
  text: string;
  /** It will not be taken later either. */
  isFinal: boolean;
}

/** Addresses of a machine's own link, where clouds answer with credentials. */
const isLinkLocal = (address: string) => /^(169\.254\.|fe[89ab][0-9a-f]:)/i.test(address);

async function isForbidden(url: URL): Promise<boolean> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) !== 0) return isLinkLocal(host.replace(/^::ffff:/i, ''));
  const found = await lookup(host, { all: true });
  return found.some(({ address }) => isLinkLocal(address));
}

/** Posts JSON to a target. Follows no redirect, reads no answer but its status. Never rejects. */
export async function postMessage(address: string, body: string, headers: Record<string, string> = {}): Promise<Told> {
  const startedMs = performance.now();
  try {
    const url = new URL(address);
    if (await isForbidden(url)) return failed('The address is one of this machine’s own link, which is refused', true);
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Streamgauge', ...headers },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.body?.cancel();
    const text = `${response.status} in ${formatLatency(performance.now() - startedMs)}`;
    if (response.ok) return { failure: null, text, isFinal: false };
    return failed(`answered ${text}`, response.status === 410);
  } catch (error) {
    return failed(reasonOf(error), false);
  }
}

const failed = (failure: string, isFinal: boolean): Told => ({ failure, text: failure, isFinal });

/** Node's codes of failed connections, in words. */
const reasons = new Map([
  ['ECONNREFUSED', 'The connection was refused'],
  ['ENOTFOUND', 'The host is not known'],
  ['EAI_AGAIN', 'The host could not be looked up'],
  ['ECONNRESET', 'The connection was reset'],
]);

function reasonOf(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError') return `no answer within ${patienceMs / secondMs} s`;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return reasons.get(code) ?? `The request failed${code === '' ? '' : ` (${code})`}`;
}
