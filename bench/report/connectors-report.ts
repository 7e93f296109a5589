import { type BesideIngest, type IngestRound } from '../parts/connectors/beside-ingest.ts';
import { backlogEvents, type PlanFigures } from '../parts/connectors/plan-backlog.ts';
import { type FullLanes, listedLanes, listedReviews, restartLanes } from '../parts/connectors/full-lanes.ts';
import { type Delays, type PushDelays } from '../parts/connectors/push-delays.ts';
import { type PartResult } from '../parts/part.ts';
import { ratioSpread, type Spread, spreadOf } from '../statistics.ts';
import { count, number, ratioText, spreadText, table } from './format.ts';
import { type Requirement } from './requirement.ts';

export interface ConnectorFigures {
  ingest: BesideIngest;
  plan: PlanFigures;
  delays: PushDelays;
  full: FullLanes;
}

const heading = '## Connectors';

const single = (value: number): Spread => ({ median: value, min: value, max: value });

const rates = (rounds: readonly IngestRound[]) => rounds.map(({ eventsPerSecond }) => eventsPerSecond);
const p99s = (rounds: readonly IngestRound[]) => rounds.map(({ p99Ms }) => p99Ms);
const cpus = (rounds: readonly IngestRound[]) => rounds.flatMap(({ cpuUs }) => cpuUs ?? []);

/** The section, and what of it is promised; null figures: there is no PostgreSQL on this machine. */
export function connectorsReport(figures: ConnectorFigures | null): PartResult {
  if (figures === null) {
    return { text: `${heading}\n\nNot measured: there is no PostgreSQL on this machine.\n`, requirements: [] };
  }
  const { ingest, plan, delays, full } = figures;
  const text = `${heading}

Three connectors run: a webhook, a PostgreSQL table and HubSpot's stand-in, each with the settings that a new one has. Every
event is the first of its user, so it wakes a lane in each of them: as hard as it gets.

${ingestText(ingest)}

${planText(plan)}

${delaysText(delays)}

${fullText(full)}
`;
  return {
    text,
    requirements: [
      ...ingestRequirements(ingest),
      ...planRequirements(plan),
      ...delayRequirements(delays),
      ...fullRequirements(full),
    ],
  };
}

function ingestText({ alone, beside }: BesideIngest): string {
  const row = (name: string, rounds: readonly IngestRound[]) => {
    const cpu = cpus(rounds);
    const cpuText = cpu.length === 0 ? '–' : spreadText(spreadOf(cpu));
    return [name, spreadText(spreadOf(rates(rounds))), spreadText(spreadOf(p99s(rounds))), cpuText];
  };
  return `Ingest over 16 connections, in turns with a server without connectors. Processor time is that of all processes of
Streamgauge, what it carries on included:

${table(
  ['ingest', 'events/s', 'p99 ms', 'processor µs per event'],
  [row('no connectors', alone), row('three that run', beside)],
)}

Ratio of events a second: ${ratioText(ratioSpread(rates(beside), rates(alone)))}.`;
}

/** Round by round, as ratios are. */
const p99More = ({ alone, beside }: BesideIngest) =>
  spreadOf(beside.map(({ p99Ms }, round) => p99Ms - (alone[round]?.p99Ms ?? Number.NaN)));

function ingestRequirements(ingest: BesideIngest): Requirement[] {
  const ratio = ratioSpread(rates(ingest.beside), rates(ingest.alone));
  return [
    { text: 'events/s with three connectors, against none', measured: ratio, limit: { atLeast: 0.95 }, unit: 'ratio' },
    {
      text: 'what three connectors add to the p99 of ingest',
      measured: p99More(ingest),
      limit: { below: 2 },
      unit: ' ms',
    },
  ];
}

function planText({ usPerEvent, cpuUsPerEvent, tookMs }: PlanFigures): string {
  const cpu = cpuUsPerEvent === null ? '' : ` (${number(cpuUsPerEvent)} µs of processor time)`;
  return `A log of ${count(backlogEvents)} events, of which each tenth made a user and the others changed nothing, was planned for three
connectors in ${number(tookMs / 1000)} s: ${number(usPerEvent)} µs an event${cpu}.`;
}

function planRequirements({ usPerEvent, tookMs }: PlanFigures): Requirement[] {
  const events = count(backlogEvents);
  return [
    { text: 'µs to plan an event for three connectors', measured: single(usPerEvent), limit: { below: 20 }, unit: '' },
    { text: `planning ${events} events`, measured: single(tookMs / 1000), limit: { below: 3 }, unit: ' s' },
  ];
}

function delaysText({ webhook, hubspot, row, rowUnderLoad, loaded }: PushDelays): string {
  const of = (name: string, { p50, p95 }: Delays) => [name, number(p50), number(p95)];
  return `From the answer to the sender until an event is carried on, on an idle server, one event at a time; under load from the arrival:

${table(
  ['until', 'p50 ms', 'p95 ms'],
  [
    of('the request of the webhook is there', webhook),
    of('the first request to HubSpot begins', hubspot),
    of('the row is made in PostgreSQL', row),
    of(`the same at ${count(loaded.perSecond)} events/s`, rowUnderLoad),
  ],
)}`;
}

function delayRequirements({ hubspot, row, rowUnderLoad }: PushDelays): Requirement[] {
  const ms = (text: string, value: number, below: number): Requirement => ({
    ...{ text, measured: single(value), limit: { below } },
    unit: ' ms',
  });
  return [
    ms('event stored until HubSpot is asked, idle (p50)', hubspot.p50, 150),
    ms('event stored until HubSpot is asked, idle (p95)', hubspot.p95, 500),
    ms('event stored until its row is in PostgreSQL, idle (p95)', row.p95, 500),
    ms('event arrived until its row is in PostgreSQL, 500 events/s (p95)', rowUnderLoad.p95, 2_000),
  ];
}

function fullText({ firstPushMs, webhook, rows, lists }: FullLanes): string {
  const { postsPerSecond, cpuMsPerPost } = webhook;
  const cpu = cpuMsPerPost === null ? '' : `, each for ${number(cpuMsPerPost)} ms of processor time in all processes`;
  return `With ${count(restartLanes)} lanes that wait, the first request of a webhook began ${number(firstPushMs)} ms after \`/readyz\`. A receiver that
answers at once got ${count(postsPerSecond)} posts a second${cpu}. PostgreSQL got ${count(rows.alone)} rows a second alone, and ${count(rows.beside)} beside 500 events a
second.

${count(listedLanes)} lanes of two connectors, ${count(listedReviews)} of them in review, over HTTP by a signed-in person:

${table(
  ['list', 'p50 ms', 'p95 ms'],
  lists.map(({ name, p50, p95 }) => [name, number(p50), number(p95)]),
)}`;
}

function fullRequirements({ firstPushMs, webhook, rows, lists }: FullLanes): Requirement[] {
  const atLeast = (text: string, value: number, least: number): Requirement => ({
    ...{ text, measured: single(value), limit: { atLeast: least } },
    unit: '',
  });
  const below = (text: string, value: number | null, most: number): Requirement => ({
    ...{ text, measured: value === null ? null : single(value), limit: { below: most } },
    unit: ' ms',
  });
  const slowest = Math.max(...lists.map(({ p95 }) => p95));
  return [
    below('processor time of one push of a webhook', webhook.cpuMsPerPost, 1.5),
    atLeast('rows/s into PostgreSQL alone', rows.alone, 20_000),
    atLeast('rows/s into PostgreSQL beside 500 events/s', rows.beside, 5_000),
    atLeast('posts/s to a receiver that answers at once', webhook.postsPerSecond, 500),
    below(`slowest list of ${count(listedLanes)} lanes and ${count(listedReviews)} reviews (p95)`, slowest, 50),
    below(`first push after /readyz with ${count(restartLanes)} lanes that wait`, firstPushMs, 1_000),
  ];
}
