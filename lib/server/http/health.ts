import { type IncomingMessage, type ServerResponse } from 'node:http';
import { describeTrouble } from '../../storage/storage-trouble';
import { type Store } from '../../store';
import { lifecycle } from '../process/lifecycle';
import { store } from '../process/store';
import { securityHeaders } from './security-headers';

/** Status and JSON body of an answer about health. */
export interface HealthAnswer {
  status: 200 | 503;
  body: Record<string, unknown>;
}

/** What is wrong with the database, in words that anyone may read. */
async function troubleOf(open: Store): Promise<string | null> {
  const { trouble } = await open.storage();
  return trouble === null ? null : describeTrouble(trouble.kind).title;
}

const notWritable = 'database not writable';

/** `/readyz`: an event can be stored now. Contacts no other service: with Auth0 unreachable, or without pages, this is still 200. */
export async function readyAnswer(): Promise<HealthAnswer> {
  if (lifecycle.stopping) return { status: 503, body: { status: 'stopping' } };
  const open = await store().catch(() => null);
  if (open === null) return { status: 503, body: { status: notWritable } };
  try {
    await open.checkWritable();
    const warning = await troubleOf(open);
    return { status: 200, body: { status: 'ready', ...(warning !== null && { warning }) } };
  } catch {
    const reason = await troubleOf(open).catch(() => null);
    return { status: 503, body: { status: notWritable, ...(reason !== null && { reason }) } };
  }
}

/** `/healthz`: the process answers. Says nothing about the database or Auth0; `more` is what else the process knows. */
export const aliveAnswer = (more: Record<string, unknown> = {}): HealthAnswer => ({
  status: 200,
  body: { status: 'up', ...more },
});

/** Answers `GET /healthz` and `GET /readyz` before anything else is asked; false for every other request. */
export async function takeHealth(
  request: IncomingMessage,
  response: ServerResponse,
  alive: () => HealthAnswer,
): Promise<boolean> {
  const { method, url = '' } = request;
  if (method !== 'GET' && method !== 'HEAD') return false;
  const [path] = url.split('?', 1);
  if (path !== '/healthz' && path !== '/readyz') return false;
  const { status, body } = path === '/healthz' ? alive() : await readyAnswer();
  response.writeHead(status, { ...securityHeaders, 'cache-control': 'no-store', 'content-type': 'application/json' });
  response.end(method === 'HEAD' ? undefined : JSON.stringify(body));
  return true;
}
