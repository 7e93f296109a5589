import type { Portal } from '../hubspot/portal.ts';
import type { ServiceKey } from '../hubspot/service-keys.ts';
import type { Trouble } from '../hubspot/troubles.ts';
import { button } from './button.ts';
import { html, type Markup } from './html.ts';
import { settingChoice } from './setting-choice.ts';

const PATH = '/__sim/hubspot';

function troubleText({ method, pathPattern, left, delayMs, lateMs, hide, then }: Trouble): string {
  const waits = [delayMs > 0 && `${delayMs} ms before`, lateMs > 0 && `${lateMs} ms after`].filter(Boolean);
  const hidden = hide.size > 0 ? [`hides ${[...hide].join(', ')}`] : [];
  const what = typeof then === 'object' ? `answer ${then.status}` : then;
  const times = Number.isFinite(left) ? `${left} more` : 'until removed';
  return [`${method ?? 'any'} ${pathPattern}: ${what}`, ...waits, ...hidden, times].join(', ');
}

function troubleRow(trouble: Trouble): Markup {
  const path = `${PATH}/troubles/${trouble.id}`;
  return html`<li class="row">
    <span class="warn">${troubleText(trouble)}</span>
    ${button('Remove', { path, method: 'DELETE', label: `Remove trouble ${trouble.id}` })}
  </li>`;
}

function keyRow({ token, name, scopes, revoked }: ServiceKey): Markup {
  const text = revoked ? 'Give back' : 'Revoke';
  return html`<li class="row">
    <code>${token}</code> <span>${name}</span>
    ${revoked ? html`<span class="warn">revoked</span>` : html`<span class="muted mono">${scopes.join(' ')}</span>`}
    ${button(text, { path: `${PATH}/keys`, body: { token, revoked: !revoked }, label: `${text}: ${name}` })}
  </li>`;
}

/** How the account behaves, who may call, and which calls are made to go wrong. */
export function hubspotMannersSection(portal: Portal): Markup {
  const { settings, troubles, keys, limits } = portal;
  const manners = { path: `${PATH}/config`, settings };
  const usedToday = limits.usedToday(portal.now(), settings.timeZone);
  const listed = troubles.list();
  return html`<section>
    <h2>
      Manners
      <span class="muted"
        >${usedToday} of ${settings.limits.perDay.toLocaleString('en')} calls today · ${settings.limits.perTenSeconds}
        in ten seconds</span
      >
    </h2>
    <div class="grid">
      ${settingChoice(manners, 'searchLagMs', 'Search lags', [
        ['not', 0],
        ['5 s', 5000],
        ['30 s', 30_000],
      ])}
      ${settingChoice(manners, 'latencyMs', 'Calls take', [
        ['no time', 0],
        ['0.2 s', 200],
        ['3 s', 3000],
      ])}
      ${settingChoice(manners, 'mergeKeepsPrimary', 'A merge makes', [
        ['a new id', false],
        ['no new id', true],
      ])}
      ${settingChoice(manners, 'mergedIds', 'Ended ids', [
        ['lead on', 'follow'],
        ['are gone', 'gone'],
      ])}
      ${settingChoice(manners, 'formerEmailStays', 'A former address', [
        ['goes', false],
        ['stays', true],
      ])}
      ${settingChoice(manners, 'erasedAddresses', 'Deleted people', [
        ['stay out', 'refused'],
        ['may come back', 'taken'],
      ])}
    </div>
    <ul aria-label="Service keys">
      ${keys.list().map(keyRow)}
    </ul>
    ${
      listed.length > 0 &&
      html`<ul aria-label="Calls made to go wrong">
        ${listed.map(troubleRow)}
      </ul>`
    }
  </section>`;
}
