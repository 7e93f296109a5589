import type { FeedEntry, Tenant } from '../world/tenant.ts';
import { html, type Markup } from './html.ts';

const SHOWN = 80;

const CLASSES: Record<FeedEntry['what'], string> = {
  event: '',
  delivered: 'ok',
  failed: 'bad',
  stream: 'warn',
  action: 'muted',
};

function feedRow(entry: FeedEntry): Markup {
  return html`<tr>
    <td class="mono muted tight">${entry.at.slice(11, 19)}</td>
    <td class="tight"><span class="${CLASSES[entry.what]}">${entry.what}</span></td>
    <td>
      ${entry.type} <span class="muted">${entry.text}</span><br /><span class="mono muted"
        >${entry.id ?? ''} ${entry.stream ?? ''}</span
      >
    </td>
  </tr>`;
}

/** What went on, newest first: events, what became of them, streams switched off, what Actions wrote. */
export function feedSection(tenant: Tenant): Markup {
  return html`<section>
    <h2>What happened <span class="muted">newest first, UTC</span></h2>
    <div class="scroll tall" tabindex="0" role="region" aria-label="What happened">
      <table>
        <tbody>
          ${tenant.feed.list().slice(-SHOWN).reverse().map(feedRow)}
        </tbody>
      </table>
    </div>
  </section>`;
}
