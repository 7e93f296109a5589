// Loaded before a program (`--import`): its clock is CLOCK_AHEAD_MS ahead, as if that time had passed.
const aheadMs = Number(process.env.CLOCK_AHEAD_MS ?? 0);
const now = Date.now;

globalThis.Date = new Proxy(Date, {
  construct: (date, parameters: unknown[]) => {
    const made: unknown = Reflect.construct(date, parameters.length === 0 ? [now() + aheadMs] : parameters);
    return Object(made) as object;
  },
  get: (date, name): unknown => (name === 'now' ? () => now() + aheadMs : Reflect.get(date, name)),
});
