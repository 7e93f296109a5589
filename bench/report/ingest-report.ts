import { type Contender } from '../contenders/contender.ts';
import { type Backlog } from '../contenders/word-backlog.ts';
import { type Figure, type IngestFigures, type Level, levels } from '../parts/ingest-figures.ts';
import { type PartResult } from '../parts/part.ts';
import { type UserIds } from '../load/user-ids.ts';
import { otherBuild, ownBuild } from '../processes/build.ts';
import { spreadOf } from '../statistics.ts';
import { number, ratioText, spreadText, table } from './format.ts';
import { type Requirement } from './requirement.ts';

const ours = ownBuild.name;
const sample = 'Sample handler';
const equalWork = 'Equal work';
const bare = 'Bare server';
const other = otherBuild('').name;

/** A generator that is not this many times faster than a contender measures itself. */
const generatorMargin = 2.5;

function cell(figures: IngestFigures, name: string, level: Level, figure: Figure): string {
  const spread = figures.spread(name, level, figure);
  return spread === null ? '–' : number(figure === 'memory' ? spread.max / 2 ** 20 : spread.median);
}

function levelTable(figures: IngestFigures, names: readonly string[], level: Level): string {
  const rows = names.map((name) => {
    const rate = figures.spread(name, level, 'eventsPerSecond');
    const others = (['p50Ms', 'p99Ms', 'cpuUs', 'memory'] as const).map((figure) => cell(figures, name, level, figure));
    return [name, rate === null ? 'not measured' : spreadText(rate), ...others];
  });
  const title = level === 1 ? '1 connection' : `${level} connections`;
  return table([title, 'events/s', 'p50 ms', 'p99 ms', 'CPU µs/event', 'memory MiB'], rows);
}

function ratioTable(figures: IngestFigures, names: readonly string[]): string {
  const rows = names
    .filter((name) => name !== ours)
    .map((name) => [
      `${ours} / ${name}`,
      ...levels.map((level) => {
        const ratio = figures.ratio(ours, name, level);
        return ratio === null ? 'not measured' : ratioText(ratio);
      }),
    ]);
  return table(
    ['events/s, ratio', ...levels.map((level) => (level === 1 ? '1 connection' : `${level} connections`))],
    rows,
  );
}

function generatorNote(figures: IngestFigures): string {
  const fastest = [ours, sample, equalWork, bare]
    .map((name) => figures.spread(name, 16, 'eventsPerSecond')?.median ?? 0)
    .reduce((most, rate) => Math.max(most, rate), 0);
  const limit = figures.spread('No-op server', 16, 'eventsPerSecond')?.median ?? 0;
  const margin = limit / fastest;
  const text = `The generator reached ${number(limit)} requests/s against the no-op server at 16 connections, ${number(margin)} times the fastest contender.`;
  return margin >= generatorMargin
    ? text
    : `${text} **That is too little: the figures above tell of the generator as well.**`;
}

/** How many events a second, against a contender. */
const eventsRequirement = (figures: IngestFigures, than: string, level: Level, atLeast: number): Requirement => ({
  text: `events/s, ${than}, ${level} connection${level === 1 ? '' : 's'}`,
  measured: figures.ratio(ours, than, level),
  limit: { atLeast },
  unit: 'ratio',
});

/** What must not become worse than it was. */
const besideRequirements = (figures: IngestFigures): Requirement[] => [
  ...levels.map((level) => eventsRequirement(figures, other, level, 0.97)),
  {
    text: `memory of all processes, ${other}, 16 connections`,
    measured: figures.ratio(ours, other, 16, 'memory'),
    limit: { below: 1.15 },
    unit: 'ratio',
  },
];

function requirementsOf(figures: IngestFigures): Requirement[] {
  const events = (than: string, level: Level, atLeast: number) => eventsRequirement(figures, than, level, atLeast);
  const tail = figures.ratio(equalWork, ours, 16, 'p99Ms');
  return [
    events(equalWork, 1, 1.75),
    events(equalWork, 16, 2),
    events(equalWork, 64, 2),
    ...levels.map((level) => events(bare, level, 0.85)),
    ...(figures.has(other) ? besideRequirements(figures) : []),
    ...levels.map((level) => ({ ...events(sample, level, 1), isStretch: true })),
    {
      text: 'p99 of equal work divided by ours, 16 connections',
      measured: tail,
      limit: { atLeast: 1 },
      unit: 'ratio',
      isStretch: true,
    },
  ];
}

/** What Streamgauge wrote behind its answers, as far as it was not done yet. */
function backlogNote(backlogs: readonly Backlog[]): string {
  const users = spreadOf(backlogs.map((backlog) => backlog.users));
  const seconds = spreadOf(backlogs.map((backlog) => backlog.emptyAfterMs / 1000));
  return `Streamgauge writes the words that users are found by behind its answers, during the measured time as well. When the
load of a round ended, ${spreadText(users)} users were still on its list; the list was empty after ${spreadText(seconds, ' s')}.`;
}

const aboutUserIds: Record<UserIds, string> = {
  auth0: `User ids are
ObjectIds, which Auth0's database connections give: nearly in order, from a handful of processes at a time. (\`--user-ids
spread\` takes random ones, as other connections may have, which are harder on every index.)`,
  spread: `User ids are
random here, which is harder on every index than Auth0's own, which come nearly in order.`,
};

interface IngestRounds {
  figures: IngestFigures;
  backlogs: readonly Backlog[];
  contenders: readonly Contender[];
  userIds: UserIds;
}

export function ingestReport({ figures, backlogs, contenders, userIds }: IngestRounds): PartResult {
  // PostgreSQL may be missing; its contenders then stand in the tables without figures.
  const names = [ours, ...(figures.has(other) ? [other] : []), sample, equalWork, bare, 'Raw SQLite', 'No-op server'];
  const missing = figures.has(equalWork)
    ? ''
    : '\n**PostgreSQL was not found (PG_BIN names the folder of its programs), so two contenders were not measured.**\n';
  const text = `## Ingest

Every contender gets the same bodies (a new \`user.created\` of 1.8 kB each) from the same generator over
keep-alive connections with one request in flight on each. Each round gives each contender a fresh process and a fresh
database, warms it up, and goes through the numbers of connections; the database grows within a round. A window is cut into
five turns: everybody has one, then everybody the next in the opposite order, and whoever has none stands still
(SIGSTOP), its background work too. So a machine that is slow for a while is slow for all. A round counts only when every
answer was 204 and as many rows were stored as were acknowledged. Event ids and addresses are random. ${aboutUserIds[userIds]}
${missing}
${contenders.map(({ name, about }) => `- **${name}**: ${about}.`).join('\n')}

Median of the rounds, with smallest and largest for events/s; memory is the most seen in any round, at that number of
connections. A window's latencies are those of its turn in the middle. Processor time and memory are those of all processes, PostgreSQL's
included; memory that several share is counted in part. For Raw SQLite the latencies are those of a commit.

${levels.map((level) => levelTable(figures, names, level)).join('\n\n')}

Ratios are taken within each round; the median of them, smallest and largest:

${ratioTable(figures, names)}

${backlogNote(backlogs)}

${generatorNote(figures)}
`;
  return { text, requirements: requirementsOf(figures) };
}
