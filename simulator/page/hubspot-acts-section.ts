import { CRM_SENTINELS } from '../hubspot/sentinels.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';

const TROUBLES: readonly (readonly [string, object])[] = [
  ['429, ten seconds', { status: 429 }],
  ['429, the day', { status: 429, policyName: 'DAILY' }],
  ['401 key refused', { status: 401 }],
  ['403 missing scope', { status: 403 }],
  ['409 without an id', { status: 409 }],
  ['423 locked', { status: 423 }],
  ['477 migration', { status: 477 }],
  ['500', { status: 500 }],
  ['502 page', { status: 502 }],
  ['503, back in 90 s', { status: 503, retryAfter: 90 }],
  ['answer lost', { lost: true }],
  ['dropped connection', { drop: true }],
  ['no answer', { hang: true }],
  ['5 s late', { lateMs: 5000 }],
  ['half of the JSON', { truncate: true }],
];

const CALLS: readonly (readonly [string, object])[] = [
  ['every call', {}],
  ['reading', { method: 'GET' }],
  ['creating', { method: 'POST', path: '*/contacts' }],
  ['changing', { method: 'PATCH' }],
  ['searching', { path: '*/search' }],
  ['batches', { path: '*/batch/*' }],
];

const options = (choices: readonly (readonly [string, object])[]): Markup[] =>
  choices.map(([text, value]) => html`<option value="${JSON.stringify(value)}">${text}</option>`);

/** Everything one can do to the account, apart from what belongs to a contact. */
export function hubspotActsSection(): Markup {
  return html`<section>
    <div class="acts">
      <div>
        <h2>People</h2>
        <form class="row" data-path="/__sim/hubspot/contacts">
          <input
            name="properties.email"
            type="email"
            aria-label="E-mail address"
            placeholder="E-mail address"
            required
          />
          <input name="properties.firstname" aria-label="First name" placeholder="First name" />
          <input name="properties.lastname" aria-label="Last name" placeholder="Last name" />
          <button class="primary">Create contact</button>
        </form>
        <form class="row" data-path="/__sim/hubspot/merge">
          <input name="other" inputmode="numeric" aria-label="Id that ends" placeholder="id" required />
          <span>into</span>
          <input name="primary" inputmode="numeric" aria-label="Id that leads" placeholder="id" required />
          <button>Merge</button>
        </form>
        <details>
          <summary>Addresses that ask for trouble</summary>
          <dl>
            ${Object.entries(CRM_SENTINELS).map(
              ([word, { about }]) =>
                html`<dt class="mono">${word}+ida@example.com</dt>
                  <dd>${about}</dd>`,
            )}
          </dl>
        </details>
      </div>
      <div>
        <h2>Trouble for callers</h2>
        <form class="row" data-path="/__sim/hubspot/troubles">
          <select name="respond" aria-label="What they get">
            ${options(TROUBLES)}
          </select>
          <select name="match" aria-label="Which calls">
            ${options(CALLS)}
          </select>
          <input name="times" type="number" min="1" placeholder="times" aria-label="How often; empty: until removed" />
          <button>Make trouble</button>
        </form>
        <div class="row">
          ${button('Remove all troubles', { path: '/__sim/hubspot/troubles', method: 'DELETE' })}
          ${button('Begin anew', { path: '/__sim/hubspot/reset' })}
        </div>
      </div>
    </div>
    <p id="status" role="status" class="bad"></p>
  </section>`;
}
