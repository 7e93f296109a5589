import type { Portal, PortalCall } from '../hubspot/portal.ts';
import { hubspotActsSection } from './hubspot-acts-section.ts';
import { contactSection, contactsSection } from './hubspot-contacts-section.ts';
import { hubspotMannersSection } from './hubspot-manners-section.ts';
import { html, type Markup, trusted } from './html.ts';
import { script } from './script.ts';
import { style } from './style.ts';

const CALLS_SHOWN = 80;
const BODY_SHOWN = 300;

const statusClass = (status: number): string => (status === 0 || status >= 400 ? 'bad' : 'ok');

function callRow({ at, method, path, query, status, done, key, body }: PortalCall): Markup {
  const text = body === undefined ? '' : JSON.stringify(body);
  return html`<tr>
    <td class="mono muted tight">${at.slice(11, 19)}</td>
    <td class="tight"><span class="${statusClass(status)}">${status === 0 ? 'none' : status}</span></td>
    <td>
      <span class="mono">${method} ${path}${query !== '' && `?${query}`}</span>
      ${done !== undefined && html`<span class="warn">done: ${done}</span>`}<br />
      <span class="mono muted">${text.slice(0, BODY_SHOWN)}${text.length > BODY_SHOWN && '…'}</span>
      <span class="muted">${key}</span>
    </td>
  </tr>`;
}

function callsSection(portal: Portal): Markup {
  const calls = portal.calls.list();
  return html`<section>
    <h2>Calls <span class="muted">newest first, UTC</span></h2>
    <div class="scroll tall" tabindex="0" role="region" aria-label="Calls">
      ${
        calls.length === 0
          ? html`<p class="muted">None yet.</p>`
          : html`<table>
              <tbody>
                ${calls.slice(-CALLS_SHOWN).reverse().map(callRow)}
              </tbody>
            </table>`
      }
    </div>
  </section>`;
}

/** The part of the page that is renewed. */
export const hubspotLivePart = (portal: Portal): Markup =>
  html`${hubspotMannersSection(portal)}
    <div class="columns">
      <div>${contactsSection(portal)}</div>
      ${callsSection(portal)}
    </div>`;

interface Shown {
  /** Base URL of the API. */
  baseUrl: string;
  nonce: string;
  /** The contact to be edited. */
  contactId: string | null;
}

/** The account as a page. */
export function hubspotPage(portal: Portal, { baseUrl, nonce, contactId }: Shown): string {
  const [key] = portal.keys.list();
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>HubSpot stand-in</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>HubSpot stand-in</h1>
          <p>
            <code>${baseUrl}</code> · account ${portal.settings.portalId} · service key <code>${key?.token}</code> ·
            beside <a href="/">the simulated tenant</a>
          </p>
        </header>
        <main>
          ${contactId !== null && contactSection(portal, contactId)} ${hubspotActsSection()}
          <div id="live">${hubspotLivePart(portal)}</div>
        </main>
        <script nonce="${nonce}">
          ${trusted(script)};
        </script>
      </body>
    </html>`.markup;
}
