import type { Delivery } from '../delivery/delivery-log.ts';
import { subjectOf, type Tenant } from '../world/tenant.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';

const SHOWN = 50;

interface Listed {
  delivery: Delivery;
  streamId: string;
  streamName: string;
}

function deliveryRow({ delivery, streamId, streamName }: Listed): Markup {
  const { event, attempts, underway } = delivery;
  const last = attempts.findLast((attempt) => attempt.status === 'failed');
  return html`<tr>
    <td class="mono muted tight">${event.time.slice(11, 19)}</td>
    <td class="whole">
      ${event.type} <span class="muted">${subjectOf(event.data)}</span><br />
      <span class="mono muted">${event.id} · ${streamName}</span><br />
      <span class="mono">${last?.error_message}</span>
    </td>
    <td class="num tight" data-label="attempts">${attempts.length}</td>
    <td class="tight">
      ${
        underway
          ? html`<span class="warn">retrying</span>`
          : button('Redeliver', {
              path: '/__sim/redeliver',
              body: { stream: streamId, event: event.id },
              label: `Redeliver ${event.id}`,
            })
      }
    </td>
  </tr>`;
}

/** The failed deliveries of all streams, newest event first. */
export function deliveriesSection(tenant: Tenant): Markup {
  const all = tenant.outlets().flatMap(({ log, stream }): Listed[] =>
    log
      .select({})
      .slice(0, SHOWN)
      .map((delivery) => ({ delivery, streamId: stream.id, streamName: stream.name })),
  );
  const newest = all.sort((a, b) => b.delivery.event.time.localeCompare(a.delivery.event.time)).slice(0, SHOWN);
  const count = tenant.outlets().reduce((sum, { log }) => sum + log.size, 0);
  return html`<section>
    <h2>Failed deliveries <span class="${count > 0 ? 'bad' : 'muted'}">${count}</span></h2>
    <div class="scroll" tabindex="0" role="region" aria-label="Failed deliveries">
      ${
        count === 0
          ? html`<p class="muted">None: everything that was sent has arrived.</p>`
          : html`<table class="stack">
              <thead>
                <tr>
                  <th>Event (UTC)</th>
                  <th>What, and its last error</th>
                  <th class="num">Attempts</th>
                  <th>Do</th>
                </tr>
              </thead>
              <tbody>
                ${newest.map(deliveryRow)}
              </tbody>
            </table>`
      }
    </div>
  </section>`;
}
