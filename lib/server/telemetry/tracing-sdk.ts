import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
// Types alone, each import as a whole: of `import { type … }` a bundle keeps the import.
import type { Context, Span, SpanOptions as SdkSpanOptions } from '@opentelemetry/api';
import type { Sampler, SpanExporter } from '@opentelemetry/sdk-trace';
import { log } from '../process/log';
import { type ProcessRole } from '../process/role';
import { type OpenSpan, type SpanKind, type SpanOptions, type Tracer } from './tracing';

/** How long a stop waits for the collector, in ms. */
const FLUSH_MS = 2_000;

/** Of texts that come from outside, such as the type of an event. */
const longestText = 128;

/**
 * The packages, loaded at this moment: a bundle would load what is imported at the top of a file in any case. Each is named
 * in full, so that bundlers leave it where it is.
 */
async function loadPackages() {
  const [api, core, resources, sdk] = await Promise.all([
    import('@opentelemetry/api'),
    import('@opentelemetry/core'),
    import('@opentelemetry/resources'),
    import('@opentelemetry/sdk-trace'),
  ]);
  return { api, core, resources, sdk };
}

type Packages = Awaited<ReturnType<typeof loadPackages>>;

const setting = (name: string) => process.env[name]?.trim() ?? '';

/** Address, headers, compression, timeout and certificates are read from the environment by the exporter itself. */
async function makeExporter(): Promise<SpanExporter> {
  const protocol = setting('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') || setting('OTEL_EXPORTER_OTLP_PROTOCOL');
  switch (protocol) {
    case '':
    case 'http/protobuf':
      return new (await import('@opentelemetry/exporter-trace-otlp-proto')).OTLPTraceExporter();
    case 'http/json':
      return new (await import('@opentelemetry/exporter-trace-otlp-http')).OTLPTraceExporter();
    default:
      throw new Error('OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json');
  }
}

/** The same exporter; its first failure is logged. */
function complaining(exporter: SpanExporter, packages: Packages): SpanExporter {
  const { SUCCESS } = packages.core.ExportResultCode;
  let hasFailed = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== SUCCESS && !hasFailed) {
          hasFailed = true;
          const reason = result.error?.message ?? null;
          log.warn({ reason }, 'The collector of traces does not take them; no later failure is logged');
        }
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}

/** OTEL_TRACES_SAMPLER; the SDK reads it only together with everything else that it can do. */
function samplerOf({ core, sdk }: Packages): Sampler {
  const name = setting('OTEL_TRACES_SAMPLER') || 'parentbased_always_on';
  const roots: Record<string, () => Sampler> = {
    always_on: () => new sdk.AlwaysOnSampler(),
    always_off: () => new sdk.AlwaysOffSampler(),
    traceidratio: () => new sdk.TraceIdRatioBasedSampler(core.getNumberFromEnv('OTEL_TRACES_SAMPLER_ARG') ?? 1),
  };
  const root = roots[name.replace(/^parentbased_/, '')]?.();
  if (root === undefined) throw new Error('OTEL_TRACES_SAMPLER names no sampler that is known here');
  return name.startsWith('parentbased_') ? new sdk.ParentBasedSampler({ root }) : root;
}

function makeProvider(packages: Packages, exporter: SpanExporter, role: ProcessRole) {
  const { core, resources, sdk } = packages;
  const detectors = [resources.resourceAttributesEnvDetector, resources.serviceNameEnvDetector];
  const number = (name: string) => core.getNumberFromEnv(`OTEL_BSP_${name}`);
  const limits = {
    scheduledDelayMillis: number('SCHEDULE_DELAY'),
    maxQueueSize: number('MAX_QUEUE_SIZE'),
    maxExportBatchSize: number('MAX_EXPORT_BATCH_SIZE'),
    exportTimeoutMillis: number('EXPORT_TIMEOUT'),
  };
  const set = Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
  return new sdk.TracerProvider({
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes({ 'service.name': 'streamgauge' }))
      .merge(resources.detectResources({ detectors }))
      .merge(resources.resourceFromAttributes({ 'streamgauge.role': role })),
    sampler: samplerOf(packages),
    spanLimits: { attributeValueLengthLimit: longestText },
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter, ...set })],
  });
}

/** Statuses from here on are failures: of ours where we answer, of either side where we ask. */
const failsFrom: Record<SpanKind, number> = { entry: 500, turn: 500, step: 500, call: 400 };

function opened(made: Span, kind: SpanKind, { api }: Packages): OpenSpan {
  return {
    isRecorded: made.isRecording(),
    set: (attributes) => void made.setAttributes(attributes),
    answered: (status) => {
      made.setAttribute('http.response.status_code', status);
      if (status >= failsFrom[kind]) made.setStatus({ code: api.SpanStatusCode.ERROR });
    },
    routed: (method, route) => {
      made.setAttribute('http.route', route);
      made.updateName(`${method} ${route}`);
    },
  };
}

class SdkTracer implements Tracer {
  readonly #packages: Packages;
  readonly #provider: ReturnType<typeof makeProvider>;
  // Neither this nor the provider is registered for the whole process: Next would join in, and its spans hold addresses
  // with what people search for.
  readonly #contexts = new AsyncLocalStorage<Context>();

  constructor(packages: Packages, provider: ReturnType<typeof makeProvider>) {
    this.#packages = packages;
    this.#provider = provider;
  }

  /** Begins `work` before it returns. */
  async span<T>(name: string, options: SpanOptions, work: (span: OpenSpan) => Promise<T>): Promise<T> {
    const { api } = this.#packages;
    const { kind } = options;
    const root = api.ROOT_CONTEXT;
    const around = kind === 'turn' ? root : (this.#contexts.getStore() ?? root);
    const isPart = kind === 'step' || kind === 'call';
    const made =
      isPart && api.trace.getSpan(around) === undefined
        ? api.trace.wrapSpanContext(api.INVALID_SPAN_CONTEXT)
        : this.#provider.getTracer('streamgauge').startSpan(name, this.#optionsOf(options), around);
    const inside = api.isSpanContextValid(made.spanContext()) ? api.trace.setSpan(around, made) : around;
    try {
      return await this.#contexts.run(inside, () => work(opened(made, kind, this.#packages)));
    } catch (error) {
      // The message may quote what nobody else is to read.
      made.setAttribute('error.type', error instanceof Error ? error.name : 'unknown');
      made.setStatus({ code: api.SpanStatusCode.ERROR });
      throw error;
    } finally {
      made.end();
    }
  }

  carry = (): string | undefined => {
    const { api } = this.#packages;
    const present = api.trace.getSpanContext(this.#contexts.getStore() ?? api.ROOT_CONTEXT);
    if (present === undefined) return undefined;
    const { traceId, spanId, traceFlags } = present;
    return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
  };

  within<T>(carried: string | undefined, work: () => T): T {
    const { api, core } = this.#packages;
    const from = carried === undefined ? null : core.parseTraceParent(carried);
    if (from === null) return this.aside(work);
    return this.#contexts.run(api.trace.setSpanContext(api.ROOT_CONTEXT, { ...from, isRemote: true }), work);
  }

  aside<T>(work: () => T): T {
    return this.#contexts.run(this.#packages.api.ROOT_CONTEXT, work);
  }

  async stop(): Promise<void> {
    const limit = new AbortController();
    const late = sleep(FLUSH_MS, undefined, { signal: limit.signal }).catch(() => undefined);
    await Promise.race([this.#provider.shutdown().catch(() => undefined), late]);
    limit.abort();
  }

  #optionsOf({ kind, attributes = {}, stranger = null }: SpanOptions): SdkSpanOptions {
    const { INTERNAL, SERVER, CLIENT } = this.#packages.api.SpanKind;
    const kinds = { entry: SERVER, turn: INTERNAL, step: INTERNAL, call: CLIENT };
    const link = stranger === null ? null : this.#packages.core.parseTraceParent(stranger);
    return { kind: kinds[kind], attributes, links: link === null ? [] : [{ context: link }] };
  }
}

/** Loads the SDK and makes what records spans and sends them to the collector that the environment names. */
export async function openTracer(role: ProcessRole): Promise<Tracer> {
  const packages = await loadPackages();
  const exporter = complaining(await makeExporter(), packages);
  return new SdkTracer(packages, makeProvider(packages, exporter, role));
}
