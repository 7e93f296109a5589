declare global {
  // `var` is the only declaration TypeScript lets us put on globalThis.
  var streamgaugeSingletons: Map<string, unknown> | undefined;
}

/**
 * Remembers one value for the whole process. Next gives routes, pages, proxy and instrumentation a copy of a module each,
 * so a module-level variable is several variables; `globalThis` is one. Keys are unique across the code base.
 */
export function singleton<T>(key: string, make: () => T): T {
  const held = (globalThis.streamgaugeSingletons ??= new Map());
  if (!held.has(key)) held.set(key, make());
  // The key's only writer is the same call with the same `make`, so the held value is a T.
  return held.get(key) as T;
}
