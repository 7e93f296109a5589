import { type Crm, CRM_FIELDS, CRM_TOKEN, type CrmCall, type CrmContact } from '../rest-crm/crm.ts';
import { button } from './button.ts';
import { html, type Markup, trusted } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

const SHOWN = 100;
const BODY_SHOWN = 300;

function contactName({ id, first_name, last_name, email }: CrmContact): string {
  const names = [first_name, last_name].filter((part) => typeof part === 'string' && part !== '');
  return names.join(' ') || (email ?? `Contact ${id}`);
}

function contactRow(contact: CrmContact): Markup {
  const name = contactName(contact);
  const others = Object.keys(CRM_FIELDS).filter((field) => !['email', 'first_name', 'last_name'].includes(field));
  return html`<tr>
    <td class="mono tight">${contact.id}</td>
    <td class="whole">
      ${name} <span class="muted">${contact.email ?? ''}</span><br />
      <span class="mono muted"
        >${others
          .filter((field) => contact[field] !== null)
          .map((field) => html`${field}=${String(contact[field])} `)}</span
      >
    </td>
    <td class="tight">
      ${button('Delete', { method: 'DELETE', path: `/__sim/crm/contacts/${contact.id}`, label: `Delete: ${name}` })}
    </td>
  </tr>`;
}

function contactsSection(crm: Crm): Markup {
  const all = crm.list();
  return html`<section>
    <h2>Contacts <span class="muted">${all.length}</span></h2>
    <div class="scroll tall" tabindex="0" role="region" aria-label="Contacts">
      ${
        all.length === 0
          ? html`<p class="muted">None yet. A connector creates them here, or you do above.</p>`
          : html`<table class="stack">
              <thead>
                <tr>
                  <th>Id</th>
                  <th>Who</th>
                  <th></th>
                </tr>
              </thead>
              <tbody>
                ${all.slice(-SHOWN).reverse().map(contactRow)}
              </tbody>
            </table>`
      }
    </div>
  </section>`;
}

function callRow({ method, path, query, body, status, done }: CrmCall): Markup {
  const text = body === undefined ? '' : JSON.stringify(body);
  return html`<tr>
    <td class="tight"><span class="${status === 0 || status >= 400 ? 'bad' : 'ok'}">${status || 'none'}</span></td>
    <td>
      <span class="mono">${method} ${path}${query !== '' && `?${query}`}</span>
      ${done !== undefined && html`<span class="warn">done: ${done}</span>`}<br />
      <span class="mono muted">${text.slice(0, BODY_SHOWN)}</span>
    </td>
  </tr>`;
}

function callsSection(crm: Crm): Markup {
  const calls = crm.calls.list();
  return html`<section>
    <h2>Calls <span class="muted">newest first</span></h2>
    <div class="scroll tall" tabindex="0" role="region" aria-label="Calls">
      ${
        calls.length === 0
          ? html`<p class="muted">None yet.</p>`
          : html`<table>
              <tbody>
                ${calls.slice(-SHOWN).reverse().map(callRow)}
              </tbody>
            </table>`
      }
    </div>
  </section>`;
}

/** The part of the page that is renewed. */
export const crmLivePart = (crm: Crm): Markup =>
  html`<div class="columns">
    <div>${contactsSection(crm)}</div>
    ${callsSection(crm)}
  </div>`;

const TROUBLES: readonly (readonly [string, object])[] = [
  ['Next call: 429', { status: 429, retryAfter: 10 }],
  ['Next call: 500', { status: 500 }],
  ['Next call: answer lost', { lost: true }],
];

function actsSection(): Markup {
  return html`<section>
    <form class="row" data-path="/__sim/crm/contacts">
      <input name="email" type="email" aria-label="E-mail address" placeholder="E-mail address" required />
      <input name="first_name" aria-label="First name" placeholder="First name" />
      <input name="last_name" aria-label="Last name" placeholder="Last name" />
      <button class="primary">Create contact</button>
      ${TROUBLES.map(([text, respond]) => button(text, { path: '/__sim/crm/troubles', body: { respond, times: 1 } }))}
      ${button('Refuse the token', { method: 'PATCH', path: '/__sim/crm/config', body: { revoked: true } })}
      ${button('Take the token', { method: 'PATCH', path: '/__sim/crm/config', body: { revoked: false } })}
    </form>
    <p id="status" role="status" class="bad"></p>
  </section>`;
}

/** The CRM as a page. */
export function crmPage(crm: Crm, { baseUrl, nonce }: { baseUrl: string; nonce: string }): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Small CRM</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>Small CRM</h1>
          <p>
            <code>${baseUrl}</code> · bearer token <code>${CRM_TOKEN}</code> · beside
            <a href="/">the simulated tenant</a>
          </p>
        </header>
        <main>
          ${actsSection()}
          <div id="live">${crmLivePart(crm)}</div>
        </main>
        <script nonce="${nonce}">
          ${trusted(script)};
        </script>
      </body>
    </html>`.markup;
}
