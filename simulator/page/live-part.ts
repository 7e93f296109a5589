import type { StreamOutlet } from '../delivery/stream-outlet.ts';
import type { Simulation } from '../simulation.ts';
import { destinationText } from '../tenant/event-stream.ts';
import type { FeedEntry, Tenant } from '../tenant/tenant.ts';
import type { TenantUser } from '../tenant/tenant-user.ts';
import { html, type Markup } from './html.ts';

const USERS_SHOWN = 60;
const FEED_SHOWN = 60;

interface Press {
  path: string;
  body: object;
  method?: string;
  /** Accessible name, when the text alone would not tell which row is meant. */
  label?: string;
}

/** A button that sends one JSON request. */
export function button(text: string, { path, body, method = 'POST', label = text }: Press): Markup {
  return html`<button
    data-path="${path}"
    data-method="${method}"
    data-body="${JSON.stringify(body)}"
    data-key="${label}"
    aria-label="${label}"
  >
    ${text}
  </button>`;
}

function streamButtons(outlet: StreamOutlet): Markup[] {
  const { stream, tricks } = outlet;
  const press = (text: string, body: object) =>
    button(text, { path: '/__sim/stream', body: { id: stream.id, ...body }, label: `${text}: ${stream.name}` });
  const enabled = stream.status === 'enabled';
  return [
    press(enabled ? 'Disable' : 'Enable', { status: enabled ? 'disabled' : 'enabled' }),
    ...(stream.destination.type === 'webhook'
      ? [
          tricks.broken
            ? press('Mend endpoint', { tricks: { broken: false } })
            : press('Break endpoint', { tricks: { broken: true } }),
          tricks.wrongSecret
            ? press('Right secret', { tricks: { wrongSecret: false } })
            : press('Wrong secret', { tricks: { wrongSecret: true } }),
          press('Next 5 twice', { tricks: { duplicate: 5 } }),
          press('Next 5 reordered', { tricks: { reorder: 5 } }),
        ]
      : []),
  ];
}

function trickText({ tricks }: StreamOutlet): Markup | undefined {
  const words = [
    tricks.broken && 'endpoint broken',
    tricks.wrongSecret && 'wrong secret',
    tricks.duplicate > 0 && `next ${tricks.duplicate} twice`,
    tricks.reorder > 0 && `reordering ${tricks.reorder} more`,
  ].filter(Boolean);
  return words.length > 0 ? html`<span class="warn">${words.join(', ')}</span>` : undefined;
}

function streamRow(outlet: StreamOutlet): Markup {
  const { stream, log, counts } = outlet;
  return html`<tr>
    <td class="tight">${stream.name}<br /><span class="mono muted">${stream.id}</span></td>
    <td class="tight">
      <span class="${stream.status === 'enabled' ? 'ok' : 'muted'}">${stream.status}</span> ${trickText(outlet)}
    </td>
    <td>${stream.destination.type}<br /><span class="mono muted">${destinationText(stream.destination)}</span></td>
    <td class="num">${counts.total.delivered}</td>
    <td class="num"><span class="${log.size > 0 ? 'bad' : 'muted'}">${log.size}</span></td>
    <td class="num">${outlet.underway}</td>
    <td><div class="row">${streamButtons(outlet)}</div></td>
  </tr>`;
}

function streamsSection(tenant: Tenant): Markup {
  return html`<section>
    <h2>Event streams</h2>
    <div class="wide">
      <table>
        <thead>
          <tr>
            <th>Stream</th>
            <th>State</th>
            <th>Destination</th>
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

function userRow(user: TenantUser): Markup {
  const name = user.name ?? user.user_id;
  const press = (text: string, body: object) =>
    button(text, { path: '/__sim/users', body: { user_id: user.user_id, ...body }, label: `${text}: ${name}` });
  const plan = user.app_metadata?.plan === 'team' ? 'business' : 'team';
  const ids = user.identities.map((identity) => `${identity.provider}|${String(identity.user_id)}`).join(' + ');
  return html`<tr>
    <td>
      ${name} ${user.blocked === true && html`<span class="warn">blocked</span>`}
      <span class="muted">${user.email}</span><br /><span class="mono muted">${ids}</span>
    </td>
    <td>
      <div class="row">
        ${press('Sign in', { do: 'login' })}
        ${press(`Plan ${plan}`, { do: 'update', patch: { app_metadata: { plan } } })}
        ${press(user.blocked === true ? 'Unblock' : 'Block', { do: 'update', patch: { blocked: user.blocked !== true } })}
        ${user.identities.length === 1 && press('Link Google', { do: 'link' })} ${press('Delete', { do: 'delete' })}
      </div>
    </td>
  </tr>`;
}

function usersSection(tenant: Tenant): Markup {
  const newest = tenant.users.list().slice(-USERS_SHOWN).reverse();
  return html`<section>
    <h2>Users <span class="muted">${tenant.users.size}</span></h2>
    <div class="scroll">
      <table>
        <tbody>
          ${newest.map(userRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

const FEED_CLASS: Record<FeedEntry['what'], string> = { event: '', delivered: 'ok', failed: 'bad', stream: 'warn' };

function feedRow(entry: FeedEntry): Markup {
  return html`<tr>
    <td class="mono muted tight">${entry.at.slice(11, 19)}</td>
    <td class="tight"><span class="${FEED_CLASS[entry.what]}">${entry.what}</span></td>
    <td>
      ${entry.type} <span class="muted">${entry.text}</span><br /><span class="mono muted"
        >${entry.id ?? ''} ${entry.stream ?? ''}</span
      >
    </td>
  </tr>`;
}

function feedSection(tenant: Tenant): Markup {
  return html`<section>
    <h2>What happened <span class="muted">newest first, UTC</span></h2>
    <div class="scroll">
      <table>
        <tbody>
          ${tenant.feed.list().slice(-FEED_SHOWN).reverse().map(feedRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}

/** The part of the page that is renewed. */
export function livePart(simulation: Simulation): Markup {
  const { tenant, settings, traffic } = simulation;
  const paused = settings.trafficPerMinute === 0;
  const failed = tenant.outlets().reduce((sum, outlet) => sum + outlet.log.size, 0);
  return html`<section>
      <div class="row">
        <span><strong>${failed}</strong> failed deliveries</span>
        <span class="muted"
          >traffic ${paused ? 'paused' : `${settings.trafficPerMinute} a minute`}, ${traffic.state}</span
        >
        ${button(paused ? 'Start traffic' : 'Pause traffic', {
          path: '/__sim/config',
          method: 'PATCH',
          body: { trafficPerMinute: paused ? 12 : 0 },
        })}
      </div>
    </section>
    ${streamsSection(tenant)}
    <div class="columns">${usersSection(tenant)} ${feedSection(tenant)}</div>`;
}
