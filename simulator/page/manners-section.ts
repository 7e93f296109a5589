import type { Trouble } from '../control/trouble-rules.ts';
import type { Settings } from '../ground/settings.ts';
import type { Simulation } from '../program/simulation.ts';
import { button, choice } from './button.ts';
import { html, type Markup } from './html.ts';

/** One button for each value of a setting, the present one pressed. */
function settingChoice<K extends keyof Settings>(
  settings: Settings,
  key: K,
  name: string,
  values: readonly (readonly [string, Settings[K]])[],
): Markup {
  return choice(
    name,
    values.map(([text, value]) =>
      button(text, {
        path: '/__sim/config',
        method: 'PATCH',
        body: { [key]: value },
        label: `${name}: ${text}`,
        pressed: settings[key] === value,
      }),
    ),
  );
}

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
  return html`<section>
    <h2>Manners <span class="muted">traffic ${traffic.state}</span></h2>
    <div class="grid">
      ${settingChoice(settings, 'trafficPerMinute', 'Events a minute', [
        ['none', 0],
        ['12', 12],
        ['60', 60],
        ['600', 600],
      ])}
      ${settingChoice(settings, 'speed', 'Waits', [
        ["Auth0's", 1],
        ['÷ 10', 10],
        ['÷ 100', 100],
      ])}
      ${settingChoice(settings, 'duplicateRate', 'Spontaneous duplicates', [
        ['none', 0],
        ['5 %', 0.05],
        ['50 %', 0.5],
      ])}
      ${settingChoice(settings, 'clockSkewMs', 'Clock', [
        ['10 min behind', -600_000],
        ['right', 0],
        ['10 min ahead', 600_000],
      ])}
      ${settingChoice(settings, 'flushOnEnable', 'Enabling sends old failures', [
        ['yes', true],
        ['no', false],
      ])}
      ${settingChoice(settings, 'previousObject', 'previous_object', [
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
