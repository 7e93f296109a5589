import type { Simulation } from '../program/simulation.ts';
import { html, trusted } from './html.ts';
import { actsSection } from './acts-section.ts';
import { livePart } from './live-part.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/** The whole page; its script renews the live part. */
export function homePage(simulation: Simulation, nonce: string): string {
  const { issuer, seed, appUrls } = simulation;
  const app = appUrls[0] ?? '';
  const first = simulation.tenant.outlets()[0]?.stream.destination;
  const webhookUrl = first?.type === 'webhook' ? first.endpoint : '';
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>Simulated Auth0 tenant</title>
        <style>
          ${trusted(style)}
        </style>
      </head>
      <body>
        <header>
          <h1>Simulated Auth0 tenant</h1>
          <p>
            <code>${issuer}</code> · seed ${seed} · signs people in to <a href="${app}">${app}</a>. What you do here
            becomes events. Beside it: <a href="/hubspot">a HubSpot account</a> and <a href="/crm">a small CRM</a>.
          </p>
        </header>
        <main>
          ${actsSection(webhookUrl)}
          <div id="live">${livePart(simulation)}</div>
        </main>
        <script nonce="${nonce}">
          ${trusted(script)};
        </script>
      </body>
    </html>`.markup;
}
