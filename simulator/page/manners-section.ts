import type { Trouble } from '../control/trouble-rules.ts';
import type { Simulation } from '../program/simulation.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';
import { settingChoice } from './setting-choice.ts';

function troubleText({ method, pathPattern, left, delayMs, then }: Trouble): string {
  const what = typeof then === 'object' ? `answer ${then.status}` : then;
  const times = Number.isFinite(left) ? `${left} more` : 'until removed';
  return `${method ?? 'any'} ${pathPattern}: ${what}${delayMs > 0 ? ` after ${delayMs} ms` : ''}, ${times}`;
}

function troubleRow(trouble: Trouble): Markup {
  const path = `/__sim/troubles/${trouble.id}`;
  return html`<li class="row">
    <span class="warn">${troubleText(trouble)}</span>
    ${button('Remove', { path, method: 'DELETE', label: `Remove trouble ${trouble.id}` })}
  </li>`;
}

/** How the tenant behaves as a whole, and which requests to it are made to fail. */
export function mannersSection({ settings, troubles, traffic }: Simulation): Markup {
  const { trafficPerMinute } = settings;
  const listed = troubles.list();
  const manners = { path: '/__sim/config', settings };
  return html`<section>
    <h2>Manners <span class="muted">traffic ${traffic.state}</span></h2>
    <div class="grid">
      ${settingChoice(manners, 'trafficPerMinute', 'Events a minute', [
        ['none', 0],
        ['12', 12],
        ['60', 60],
        ['600', 600],
      ])}
      ${settingChoice(manners, 'speed', 'Waits', [
        ["Auth0's", 1],
        ['÷ 10', 10],
        ['÷ 100', 100],
      ])}
      ${settingChoice(manners, 'duplicateRate', 'Spontaneous duplicates', [
        ['none', 0],
        ['5 %', 0.05],
        ['50 %', 0.5],
      ])}
      ${settingChoice(manners, 'clockSkewMs', 'Clock', [
        ['10 min behind', -600_000],
        ['right', 0],
        ['10 min ahead', 600_000],
      ])}
      ${settingChoice(manners, 'flushOnEnable', 'Enabling sends old failures', [
        ['yes', true],
        ['no', false],
      ])}
      ${settingChoice(manners, 'previousObject', 'previous_object', [
        ['with', true],
        ['without', false],
      ])}
    </div>
    ${
      listed.length > 0 &&
      html`<ul aria-label="Requests made to fail">
        ${listed.map(troubleRow)}
      </ul>`
    }
    ${![0, 12, 60, 600].includes(trafficPerMinute) && html`<p>${trafficPerMinute} events a minute</p>`}
  </section>`;
}
