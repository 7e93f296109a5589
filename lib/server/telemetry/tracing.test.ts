import { describe, expect, it, vi } from 'vitest';
import { aside, carry, provideTracer, span, stopTracing, type Tracer, within } from './tracing';
import { traceEndpoint } from './tracing-start';

describe('without a tracer', () => {
  it('work is done and nothing else', async () => {
    const work = vi.fn(() => Promise.resolve(7));
    const done = span('x', { kind: 'entry' }, work);
    expect(work).toHaveBeenCalledOnce();
    expect(await done).toBe(7);
    expect(carry()).toBeUndefined();
    expect(within('00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01', () => 8)).toBe(8);
    expect(aside(() => 9)).toBe(9);
    await stopTracing();
  });

  it('the span takes what is told and shows it to nobody', async () => {
    await span('x', { kind: 'step' }, (opened) => {
      opened.set({ n: 1 });
      opened.answered(500);
      opened.routed('GET', '/api');
      expect(opened.isRecorded).toBe(false);
      return Promise.resolve();
    });
  });
});

it('with a tracer everything is its own to do', async () => {
  const stop = vi.fn(() => Promise.resolve());
  const tracer: Tracer = {
    span: (_name, _options, work) => work({ isRecorded: true, set: vi.fn(), answered: vi.fn(), routed: vi.fn() }),
    carry: () => 'here',
    within: (_, work) => work(),
    aside: (work) => work(),
    stop,
  };
  provideTracer(tracer);
  try {
    expect(await span('x', { kind: 'step' }, ({ isRecorded }) => Promise.resolve(isRecorded))).toBe(true);
    expect(carry()).toBe('here');
    await stopTracing();
    expect(stop).toHaveBeenCalledOnce();
  } finally {
    provideTracer(null);
  }
});

describe('traces are wanted', () => {
  const endpoint = 'http://collector:4318';
  it.each([
    [{}, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint }, endpoint],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: endpoint }, endpoint],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'true' }, null],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_EXPORTER: 'none' }, null],
  ])('by %o: %s', (environment, expected) => {
    expect(traceEndpoint(environment)).toBe(expected);
  });
});
