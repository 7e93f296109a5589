import { log } from '../process/log';
import { processRole } from '../process/role';
import { provideTracer } from './tracing';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where traces go, by the variables that every OpenTelemetry program reads; null when nobody wants them. */
export function traceEndpoint(environment: Environment): string | null {
  const of = (name: string) => environment[name]?.trim() ?? '';
  if (of('OTEL_SDK_DISABLED').toLowerCase() === 'true' || of('OTEL_TRACES_EXPORTER') === 'none') return null;
  return of('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') || of('OTEL_EXPORTER_OTLP_ENDPOINT') || null;
}

/** Begins to record traces when the environment names a collector; otherwise loads nothing. Never rejects. */
export async function startTracing(): Promise<void> {
  const endpoint = traceEndpoint(process.env);
  if (endpoint === null) return;
  try {
    // The SDK would take another address in silence.
    if (!URL.canParse(endpoint)) throw new Error('The address of the collector is no URL');
    const { openTracer } = await import('./tracing-sdk');
    provideTracer(await openTracer(processRole()));
  } catch (error) {
    log.warn({ err: error }, 'No traces are sent: the OTEL_ settings cannot be used');
  }
}
