import { randomUUID } from 'node:crypto';
import { singleton } from './singleton';

/**
 * What a process does: `ingest` receives events and writes, `pages` serves screens and does the background work, `all` does
 * both (docs/decisions.md, "Two processes").
 */
export type ProcessRole = 'all' | 'ingest' | 'pages';

const slot = () =>
  singleton<{ role: ProcessRole; family: string }>('role', () => ({ role: 'all', family: randomUUID() }));

/** The role of this process: `all` until `takeRole` was called. */
export const processRole = (): ProcessRole => slot().role;

/** Names this process, and with it those that its parent starts in its place: what one of them held is the next one's. */
export const processFamily = (): string => slot().family;

/** To be called once by an entry, before it does anything else. `family` is what the parent calls its children. */
export function takeRole(role: ProcessRole, family?: string): void {
  Object.assign(slot(), { role, ...(family !== undefined && { family }) });
}
