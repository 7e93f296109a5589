import { StatusChip } from '@/components/parts/status-chip';
import { OutsideText } from '@/components/ui/outside-text';
import { type Column } from '@/components/ui/table-column';
import { TextButton, TextLink } from '@/components/ui/text-link';
import { actsOn, type FindingAct, findingKinds, type FindingFacts } from '@/lib/connectors/finding';
import { type JobItemAnswer } from '@/lib/jobs/job-answers';
import { findingFacts } from '@/lib/jobs/verify-connector';
import { paths } from '@/lib/paths';
import { truncateMiddle } from '@/lib/text/format';
import { isolatedText, visibleText } from '@/lib/text/outside-text';

import { actLabels } from './use-finding-act';

interface ActParts {
  hasRecords: boolean;
  isBusy: boolean;
  onAct: (act: FindingAct, key: string) => void;
}

const noFacts: FindingFacts = { userId: null, recordId: null, fields: [] };

const factsOf = ({ facts }: JobItemAnswer): FindingFacts => findingFacts.safeParse(facts).data ?? noFacts;

/** What an item can be asked to do; nothing once something was done about it. */
function actsOf(item: JobItemAnswer, hasRecords: boolean): FindingAct[] {
  const kind = findingKinds.find((known) => known === item.result);
  return kind === undefined ? [] : actsOn({ kind, ...factsOf(item) }, { hasRecords });
}

const findings: readonly Column<JobItemAnswer>[] = [
  {
    key: 'result',
    header: 'Finding',
    className: 'w-[128px] max-phone:w-auto',
    card: 'status',
    render: ({ result }) => <StatusChip vocabulary="result" value={result} />,
  },
  {
    key: 'user',
    header: 'User',
    className: 'w-[250px] max-wide:w-[200px] max-phone:w-auto',
    card: 'title',
    render: (item) => <User item={item} />,
  },
  {
    key: 'record',
    header: 'Record',
    className: 'w-[120px] max-rail:hidden',
    render: (item) => <Mono text={factsOf(item).recordId} />,
  },
  {
    key: 'found',
    header: 'Ours → theirs',
    card: 'line',
    render: (item) => <Found item={item} />,
  },
];

/** Columns of the findings of a comparison, with what an operator can do about each. */
export function findingColumns(parts: ActParts | null): readonly Column<JobItemAnswer>[] {
  if (parts === null) return findings;
  const acts: Column<JobItemAnswer> = {
    key: 'acts',
    header: <span className="sr-only">Acts</span>,
    align: 'right',
    className: 'w-[196px] max-phone:w-auto',
    card: 'time',
    render: (item) => <Acts item={item} parts={parts} />,
  };
  return [...findings, acts];
}

function Acts({ item, parts: { hasRecords, isBusy, onAct } }: { item: JobItemAnswer; parts: ActParts }) {
  const name = visibleText(factsOf(item).userId ?? item.key);
  return (
    <span className="inline-flex items-center gap-4">
      {actsOf(item, hasRecords).map((act) => (
        <TextButton
          key={act}
          aria-label={`${actLabels[act]}: ${name}`}
          disabled={isBusy}
          onClick={() => onAct(act, item.key)}
        >
          {actLabels[act]}
        </TextButton>
      ))}
    </span>
  );
}

function User({ item }: { item: JobItemAnswer }) {
  const text = factsOf(item).userId;
  if (item.userId === null) return <Mono text={text} />;
  return (
    <TextLink href={paths.user(item.userId)} prefetch={false}>
      <Mono text={text} />
    </TextLink>
  );
}

function Mono({ text }: { text: string | null }) {
  if (text === null) return <span className="text-ink-3">–</span>;
  return (
    <span title={visibleText(text)} className="text-mono">
      <OutsideText>{truncateMiddle(text, 30)}</OutsideText>
    </span>
  );
}

const quoted = (value: string | null) => (value === null || value === '' ? 'nothing' : `“${isolatedText(value)}”`);

/** The values that differ, else what it means. */
function Found({ item }: { item: JobItemAnswer }) {
  const { fields } = factsOf(item);
  const reason = item.reason ?? '';
  const values = fields.map(
    ({ target, ours, theirs }) => `${isolatedText(target)}: ${quoted(ours)} → ${quoted(theirs)}`,
  );
  return (
    <span title={visibleText([reason, ...values].join('\n'))} className="text-ink-2">
      {values.length === 0 ? <OutsideText>{reason}</OutsideText> : values.join(' · ')}
      {/* What changed it last is part of the reason. */}
      {values.length > 0 && reason.includes('. ') ? (
        <span className="ml-2 text-ink-3">{reason.slice(reason.indexOf('. ') + 2)}</span>
      ) : null}
    </span>
  );
}
