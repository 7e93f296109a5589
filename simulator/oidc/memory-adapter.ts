import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Kept {
  payload: AdapterPayload;
  expiresAt: number;
}

const CAPACITY = 5000;

/** Sign-in state of the provider, in memory and bounded; gone with the process, like everything here. */
export function createMemoryAdapter(): (model: string) => Adapter {
  const kept = new Map<string, Kept>();

  function read(key: string): AdapterPayload | undefined {
    const entry = kept.get(key);
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    kept.delete(key);
    return undefined;
  }

  function findBy(prefix: string, member: 'uid' | 'userCode', value: string): AdapterPayload | undefined {
    for (const [key, entry] of kept) if (key.startsWith(prefix) && entry.payload[member] === value) return read(key);
    return undefined;
  }

  return (model) => {
    const prefix = `${model}:`;
    return {
      upsert(id, payload, expiresIn) {
        const expiresAt = expiresIn === undefined ? Infinity : Date.now() + expiresIn * 1000;
        kept.set(prefix + id, { payload, expiresAt });
        const [oldest] = kept.size > CAPACITY ? kept.keys() : [];
        if (oldest !== undefined) kept.delete(oldest);
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(read(prefix + id)),
      findByUid: (uid) => Promise.resolve(findBy(prefix, 'uid', uid)),
      findByUserCode: (code) => Promise.resolve(findBy(prefix, 'userCode', code)),
      consume(id) {
        const payload = read(prefix + id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
        return Promise.resolve();
      },
      destroy(id) {
        kept.delete(prefix + id);
        return Promise.resolve();
      },
      revokeByGrantId(grantId) {
        for (const [key, entry] of kept) if (entry.payload.grantId === grantId) kept.delete(key);
        return Promise.resolve();
      },
    };
  };
}
