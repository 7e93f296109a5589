import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';

/** A span as a test looks at it. */
export interface SeenSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  /** Trace ids of what it is linked to. */
  links: string[];
  attributes: Record<string, string | number | boolean>;
  isError: boolean;
  /** Attributes of the process that has sent it. */
  resource: Record<string, string | number | boolean>;
}

interface OtlpAttribute {
  key: string;
  value: { stringValue?: string; intValue?: number; boolValue?: boolean };
}

interface OtlpSpan {
  name: string;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  links?: { traceId: string }[];
  attributes: OtlpAttribute[];
  status: { code: number };
}

interface OtlpRequest {
  resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[];
}

const plain = (attributes: OtlpAttribute[]) =>
  Object.fromEntries(
    attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.boolValue ?? '']),
  );

function spansIn({ resourceSpans }: OtlpRequest): SeenSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) =>
      spans.map(({ name, traceId, spanId, parentSpanId, links = [], attributes, status }) => ({
        name,
        traceId,
        spanId,
        parentSpanId: parentSpanId ?? null,
        links: links.map((link) => link.traceId),
        attributes: plain(attributes),
        isError: status.code === 2,
        resource: plain(resource.attributes),
      })),
    ),
  );
}

/** A collector of OpenTelemetry on this machine, as far as programs see it: takes traces by OTLP over HTTP, and reads JSON. */
export class TraceCollector {
  readonly spans: SeenSpan[] = [];
  /** Everything that was sent, as it was. */
  sent = '';
  /** The type of what was sent last. */
  type = '';
  /** What it answers. */
  status = 200;
  #requests = 0;
  readonly #server = createServer((request, response) => {
    void text(request).then((body) => {
      this.#requests += 1;
      this.sent += body;
      this.type = request.headers['content-type'] ?? '';
      // The one shape that a program may send here.
      if (request.url === '/v1/traces' && this.type === 'application/json')
        this.spans.push(...spansIn(JSON.parse(body) as OtlpRequest));
      response.writeHead(this.status, { 'content-type': 'application/json' }).end('{}');
    });
  });

  /** How often it was asked. */
  get requests(): number {
    return this.#requests;
  }

  /** Starts it; the settings that send traces here. */
  async start(): Promise<Record<string, string>> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    return {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_BSP_SCHEDULE_DELAY: '50',
    };
  }

  named(name: string): SeenSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
