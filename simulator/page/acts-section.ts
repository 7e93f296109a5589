import { EVENT_TYPES } from '../samples/sample-data.ts';
import { SENTINELS } from '../delivery/sentinels.ts';
import { isDirectoryEvent } from '../tenant/directory-acts.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';

const TROUBLES: readonly (readonly [string, object])[] = [
  ['401 expired token', { status: 401 }],
  ['403 missing scope', { status: 403 }],
  ['404', { status: 404 }],
  ['409', { status: 409 }],
  ['429 rate limit', { status: 429 }],
  ['500', { status: 500 }],
  ['503', { status: 503 }],
  ['no answer', { timeout: true }],
  ['5 s late', { delayMs: 5000 }],
  ['dropped connection', { drop: true }],
  ['an HTML page', { html: true }],
  ['half of the JSON', { truncatedJson: true }],
];

function people(): Markup {
  const known = Object.entries(SENTINELS);
  return html`<div>
    <h2>People</h2>
    <form class="row" data-path="/__sim/users" data-body="${JSON.stringify({ do: 'create' })}">
      <input name="name" aria-label="Name" placeholder="Name" required />
      <input name="email" type="email" aria-label="E-mail address" placeholder="E-mail address" required />
      <button class="primary">Create user</button>
    </form>
    <div class="row">
      ${button('Something happens', { path: '/__sim/users', body: { do: 'random' } })}
      ${button('10 things happen', { path: '/__sim/users', body: { do: 'random', count: 10 } })}
    </div>
    <details>
      <summary>Addresses that ask for trouble</summary>
      <dl>
        ${known.map(
          ([word, { about }]) =>
            html`<dt class="mono">${word}+ida@example.com</dt>
              <dd>${about}</dd>`,
        )}
      </dl>
    </details>
  </div>`;
}

function events(): Markup {
  return html`<div>
    <h2>Events</h2>
    <form class="row" data-path="/__sim/events">
      <select name="type" aria-label="Event type">
        ${EVENT_TYPES.map((type) => html`<option>${type}</option>`)}
      </select>
      <input name="count" type="number" min="1" max="20000" value="1" aria-label="How many" title="How many" />
      <input name="ratePerSecond" type="number" min="1" aria-label="Per second" placeholder="a second" />
      <button>Emit</button>
    </form>
    <form class="row" data-path="/__sim/directory">
      <select name="type" aria-label="What happens">
        ${EVENT_TYPES.filter(isDirectoryEvent).map((type) => html`<option>${type}</option>`)}
      </select>
      <input name="name" aria-label="Name of a new thing" placeholder="name of a new thing" />
      <button>Let it happen</button>
    </form>
    <form class="row" data-path="/__sim/history">
      <label>Seed <input name="seed" type="number" value="1" required /></label>
      <label>users <input name="users" type="number" min="1" max="20000" value="200" required /></label>
      <label>events <input name="events" type="number" min="1" max="50000" value="1000" required /></label>
      <button>Tell a history</button>
    </form>
    <div class="row">
      ${button('Add 3 failed deliveries', { path: '/__sim/deliveries', body: { count: 3 } })}
      ${button('Burst of 1000', { path: '/__sim/events', body: { type: 'user.created', count: 1000 } })}
    </div>
  </div>`;
}

function troubles(): Markup {
  return html`<div>
    <h2>Trouble for callers of the tenant</h2>
    <form class="row" data-path="/__sim/troubles">
      <select name="respond" aria-label="What they get">
        ${TROUBLES.map(([text, respond]) => html`<option value="${JSON.stringify(respond)}">${text}</option>`)}
      </select>
      <input name="match.pathPattern" value="/api/v2/*" aria-label="Path, * is anything" class="mono" required />
      <input name="times" type="number" min="1" placeholder="times" aria-label="How often; empty: until removed" />
      <button>Make trouble</button>
    </form>
    <div class="row">
      ${button('Revoke all tokens', { path: '/__sim/token/revoke' })}
      ${button('Mend everything', { path: '/__sim/troubles', method: 'DELETE' })}
      ${button('Begin anew', { path: '/__sim/reset' })}
    </div>
  </div>`;
}

function target(webhookUrl: string): Markup {
  return html`<div>
    <h2>Webhook</h2>
    <form class="row" data-path="/__sim/stream" data-keep>
      <input name="url" type="url" value="${webhookUrl}" aria-label="Address" class="mono grow" required />
      <input name="token" aria-label="Bearer secret, empty: unchanged" placeholder="bearer secret (unchanged)" />
      <button>Deliver there</button>
    </form>
  </div>`;
}

/** Everything one can do to the tenant, apart from what belongs to a row. */
export function actsSection(webhookUrl: string): Markup {
  return html`<section>
    <div class="acts">${people()} ${events()} ${troubles()} ${target(webhookUrl)}</div>
    <p id="status" role="status" class="bad"></p>
  </section>`;
}
