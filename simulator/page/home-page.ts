import type { Simulation } from '../simulation.ts';
import { html, type Markup, trusted } from './html.ts';
import { button, livePart } from './live-part.ts';
import { script } from './script.ts';
import { style } from './style.ts';

const BURSTS = [10, 100, 1000];

function burstButtons(): Markup[] {
  return BURSTS.map((count) =>
    button(`Burst of ${count}`, { path: '/__sim/events', body: { type: 'user.created', count } }),
  );
}

function acts(): Markup {
  return html`<section>
    <div class="row">
      <form class="row" data-path="/__sim/users" data-body="${JSON.stringify({ do: 'create' })}">
        <input name="name" aria-label="Name" placeholder="Name" required />
        <input name="email" type="email" aria-label="E-mail address" placeholder="E-mail address" required />
        <button class="primary">Create user</button>
      </form>
      ${button('Something happens', { path: '/__sim/users', body: { do: 'random' } })}
      ${button('10 things happen', { path: '/__sim/users', body: { do: 'random', count: 10 } })} ${burstButtons()}
      ${button('Add 3 failed deliveries', { path: '/__sim/deliveries', body: { count: 3 } })}
    </div>
    <p id="status" role="status" class="bad"></p>
  </section>`;
}

/** The whole page; its script renews the live part. */
export function homePage(simulation: Simulation, nonce: string): string {
  const { issuer, seed, appUrls } = simulation;
  const app = appUrls[0] ?? '';
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
            <code>${issuer}</code> · seed ${seed} · delivers to the app at <a href="${app}">${app}</a>. What you do here
            becomes events.
          </p>
        </header>
        <main>
          ${acts()}
          <div id="live">${livePart(simulation)}</div>
        </main>
        <script nonce="${nonce}">
          ${trusted(script)};
        </script>
      </body>
    </html>`.markup;
}
