import { isoTime } from '../ground/clock.ts';
import { connectionId, groupId, organizationId } from '../ground/ids.ts';
import type { JsonObject } from '../ground/json.ts';

export interface Organization {
  id: string;
  name: string;
  display_name: string;
  metadata: Record<string, string>;
}

/** A group of an enterprise directory, which comes through a connection. */
export interface Group {
  id: string;
  name: string;
  created_at: string;
  updated_at: string;
  connection_id: string;
}

/** An enterprise connection; only what every strategy has. */
export interface EnterpriseConnection {
  id: string;
  name: string;
  strategy: 'oidc';
  display_name: string;
  enabled_clients: string[];
  options: { client_id: string; issuer: string };
}

interface Named {
  id: string;
  name: string;
}

/** Things of one kind, by id. */
class Shelf<T extends Named> {
  #things = new Map<string, T>();

  /** By id or name; the newest one when neither is asked for. */
  find(wanted: string | undefined): T | undefined {
    const all = [...this.#things.values()];
    return wanted === undefined ? all.at(-1) : all.find(({ id, name }) => id === wanted || name === wanted);
  }

  /** `undefined` when the name is taken by another. */
  put(thing: T): T | undefined {
    const same = this.find(thing.name);
    if (same && same.id !== thing.id) return undefined;
    this.#things.set(thing.id, thing);
    return thing;
  }

  remove(id: string): void {
    this.#things.delete(id);
  }
}

/** Organizations, groups and enterprise connections, and who or what belongs to which. */
export class Directory {
  readonly organizations = new Shelf<Organization>();
  readonly groups = new Shelf<Group>();
  readonly connections = new Shelf<EnterpriseConnection>();
  #ties = new Map<string, JsonObject>();

  newOrganization(name: string): Organization | undefined {
    return this.organizations.put({ id: organizationId(), name, display_name: name, metadata: {} });
  }

  newConnection(name: string): EnterpriseConnection | undefined {
    return this.connections.put({
      id: connectionId(),
      name,
      strategy: 'oidc',
      display_name: name,
      enabled_clients: [],
      options: { client_id: `${name}-client`, issuer: `https://${name}.example` },
    });
  }

  /** A directory that is told of a group brings its connection along. */
  newGroup(name: string, atMs: number): Group | undefined {
    const connection = this.connections.find(undefined) ?? this.newConnection('directory');
    const at = isoTime(atMs);
    const connection_id = connection?.id ?? '';
    return this.groups.put({ id: groupId(), name, created_at: at, updated_at: at, connection_id });
  }

  /** `false` when the tie was there already. */
  tie(parts: readonly string[], flags: JsonObject = {}): boolean {
    const key = parts.join(' ');
    if (this.#ties.has(key)) return false;
    this.#ties.set(key, flags);
    return true;
  }

  tied(parts: readonly string[]): JsonObject | undefined {
    return this.#ties.get(parts.join(' '));
  }

  retie(parts: readonly string[], flags: JsonObject): void {
    this.#ties.set(parts.join(' '), flags);
  }

  /** `false` when there was no such tie. */
  untie(parts: readonly string[]): boolean {
    return this.#ties.delete(parts.join(' '));
  }

  /** Forgets every tie that something has which is gone. */
  forget(id: string): void {
    for (const key of this.#ties.keys()) if (key.split(' ').includes(id)) this.#ties.delete(key);
  }
}
