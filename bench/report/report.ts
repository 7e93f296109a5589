import { type Options, type PartName, partNames } from '../options.ts';
import { table } from './format.ts';
import { type KeptResult, type KeptResults } from './kept-results.ts';
import { requirementTable } from './requirement.ts';

/** How a part is measured, in a few words. */
export function measureText(part: PartName, { rounds, windowMs, userIds }: Options): string {
  const ids = userIds === 'auth0' ? 'user ids as of Auth0' : 'user ids spread';
  // These say themselves how often and how long.
  if (part === 'soak' || part === 'startup') return ids;
  return `${rounds} round${rounds === 1 ? '' : 's'}, windows of ${windowMs / 1000} s, ${ids}`;
}

const sectionOf = ({ text, date, commit, measure }: KeptResult) =>
  `${text.trim()}\n\nMeasured ${date} at commit ${commit}: ${measure}.`;

/** The whole report in Markdown. */
export function report(results: KeptResults): string {
  const sections = partNames.flatMap((name) => results[name] ?? []);
  const requirements = sections.flatMap((section) => section.requirements);
  const [newest] = sections.toSorted((a, b) => (a.date < b.date ? 1 : -1));
  return `# Performance

Written by \`npm run bench\`; not edited by hand.

${table(['machine', ''], Object.entries(newest?.machine ?? {}))}

## How to read this

The load generator and whoever is measured share this machine, so absolute figures are modest and belong to it alone. What
carries over are the **ratios** to contenders measured in the same minutes with the same events. A ratio counts when its
whole range lies on one side of 1; two ranges that overlap are a draw. No contender is slowed down: each runs with the
settings its users would take, and nothing is switched off in Streamgauge.

## Requirements

${requirementTable(requirements)}

${sections.map(sectionOf).join('\n\n')}
`;
}
