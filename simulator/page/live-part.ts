import type { Simulation } from '../program/simulation.ts';
import { deliveriesSection } from './deliveries-section.ts';
import { feedSection } from './feed-section.ts';
import { html, type Markup } from './html.ts';
import { mannersSection } from './manners-section.ts';
import { streamsSection } from './streams-section.ts';
import { usersSection } from './users-section.ts';

/** The part of the page that is renewed. */
export function livePart(simulation: Simulation): Markup {
  const { tenant } = simulation;
  return html`${streamsSection(tenant)} ${mannersSection(simulation)}
    <div class="columns">
      <div>${deliveriesSection(tenant)} ${usersSection(tenant)}</div>
      ${feedSection(tenant)}
    </div>`;
}
