import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import { destinationText } from '../tenant/event-stream.ts';
import type { Tenant } from '../world/tenant.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';

function streamButtons(outlet: StreamOutlet): Markup[] {
  const { stream, tricks, log } = outlet;
  const press = (text: string, body: object, path = '/__sim/stream') =>
    button(text, { path, body: { id: stream.id, ...body }, label: `${text}: ${stream.name}` });
  const enabled = stream.status === 'enabled';
  const redeliver = { path: '/__sim/redeliver', body: { stream: stream.id }, label: `Redeliver all: ${stream.name}` };
  return [
    press(enabled ? 'Disable' : 'Enable', { status: enabled ? 'disabled' : 'enabled' }),
    tricks.broken
      ? press('Mend endpoint', { tricks: { broken: false } })
      : press('Break endpoint', { tricks: { broken: true } }),
    press('Next 5 twice', { tricks: { duplicate: 5 } }),
    press('Next 5 reordered', { tricks: { reorder: 5 } }),
    press('Next late', { tricks: { late: { ms: 10_000, times: 1 } } }),
    // An Action is called without a request, so there is none to spoil.
    ...(stream.destination.type === 'action'
      ? []
      : [
          tricks.wrongSecret
            ? press('Right secret', { tricks: { wrongSecret: false } })
            : press('Wrong secret', { tricks: { wrongSecret: true } }),
          press('Next slow', { tricks: { slow: { ms: 5000, times: 1 } } }),
          press('Drop next', { tricks: { drop: 1 } }),
          press('Lose next answer', { tricks: { lose: 1 } }),
        ]),
    ...(log.size > 0 ? [button('Redeliver all', redeliver)] : []),
  ];
}

function trickText({ tricks }: StreamOutlet): Markup | undefined {
  const words = [
    tricks.broken && 'endpoint broken',
    tricks.wrongSecret && 'wrong secret',
    tricks.duplicate > 0 && `next ${tricks.duplicate} twice`,
    tricks.reorder > 0 && `reordering ${tricks.reorder} more`,
    tricks.late.times > 0 && `next ${tricks.late.times} late`,
    tricks.slow.times > 0 && `next ${tricks.slow.times} slow`,
    tricks.drop > 0 && `next ${tricks.drop} dropped`,
    tricks.lose > 0 && `next ${tricks.lose} unanswered`,
  ].filter(Boolean);
  return words.length > 0 ? html`<br /><span class="warn">${words.join(', ')}</span>` : undefined;
}

function streamRow(outlet: StreamOutlet): Markup {
  const { stream, log, counts } = outlet;
  return html`<tr>
    <td class="whole">
      <strong>${stream.name}</strong><br /><span class="mono muted">${stream.id}</span><br />${stream.destination.type}
      <span class="mono muted">${destinationText(stream.destination)}</span>
    </td>
    <td class="tight">
      <span class="${stream.status === 'enabled' ? 'ok' : 'muted'}">${stream.status}</span> ${trickText(outlet)}
    </td>
    <td class="num" data-label="delivered">${counts.total.delivered}</td>
    <td class="num" data-label="failed"><span class="${log.size > 0 ? 'bad' : 'muted'}">${log.size}</span></td>
    <td class="num" data-label="on the way">${outlet.underway}</td>
    <td class="do whole"><div class="row">${streamButtons(outlet)}</div></td>
  </tr>`;
}

/** The event streams with their counts and the switches of their way to the target. */
export function streamsSection(tenant: Tenant): Markup {
  return html`<section>
    <h2>Event streams</h2>
    <div class="wide" tabindex="0" role="region" aria-label="Event streams">
      <table class="stack">
        <thead>
          <tr>
            <th>Stream</th>
            <th>State</th>
            <th class="num">Delivered</th>
            <th class="num">Failed</th>
            <th class="num">On the way</th>
            <th>Do</th>
          </tr>
        </thead>
        <tbody>
          ${tenant.outlets().map(streamRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}
