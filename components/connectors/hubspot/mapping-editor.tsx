'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';

import { getJson, toApiError } from '@/components/data/api';
import { Button } from '@/components/ui/button';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { useShortcut } from '@/components/ui/use-shortcut';
import { type ConnectorAnswer, type TargetListAnswer } from '@/lib/connectors/connector-answers';
import { checkMapping, type MappingFinding, type PropertyFacts } from '@/lib/connectors/records/check-mapping';
import { type HubspotFields } from '@/lib/connectors/records/hubspot-form';
import { changedRows, mappingOf, newRow, rowProblem } from '@/lib/connectors/records/mapping-form';
import { policiesOf } from '@/lib/connectors/records/policy-sentences';
import { apiPaths } from '@/lib/paths';
import { formatCounted } from '@/lib/text/format';

import { FindingMark } from '../findings';
import { useFailure } from '../use-connector-act';
import { targetListQuery } from './hubspot-queries';
import { MappingTable } from './mapping-table';
import { type HubspotEdit } from './use-hubspot-edit';

interface MappingEditorProps {
  connector: ConnectorAnswer;
  edit: HubspotEdit;
  /** The person is an administrator: may change it, and ask HubSpot for its properties. */
  mayEdit: boolean;
}

/** What a check of the rows as they are now finds; rows that cannot be saved yet are left out. */
function findingsOf({ rows, policies }: HubspotFields, properties: readonly PropertyFacts[]): MappingFinding[] {
  const complete = rows.filter((row) => rowProblem(row, rows) === null);
  const mapping = mappingOf(complete) ?? [];
  return checkMapping({ mapping, policies: { ...policiesOf(policies), filter: [] } }, properties).findings;
}

/** The rows with their check, and a way to add one. */
export function MappingEditor({ connector, edit, mayEdit }: MappingEditorProps) {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const { data } = useQuery({ ...targetListQuery(connector.id), enabled: mayEdit });
  const { fields, saved, change } = edit;
  const findings = data === undefined ? [] : findingsOf(fields, data.properties);
  const add = () => {
    const row = newRow(fields.rows);
    change({ rows: [...fields.rows, row] });
    setOpenKey(row.key);
  };
  useShortcut('a', add, mayEdit);
  return (
    <section aria-label="Rows" className="min-w-0">
      <div className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-b px-6 py-1 max-phone:px-3">
        <h2 className="text-heading">{formatCounted(fields.rows.length, 'row')}</h2>
        {mayEdit ? <ReadAgain id={connector.id} /> : null}
        {mayEdit ? (
          <Button icon={Plus} keys="A" onClick={add} className="ml-auto max-phone:[&>kbd]:hidden">
            Add row
          </Button>
        ) : null}
      </div>
      <MappingTable
        rows={fields.rows}
        changed={changedRows(saved.rows, fields.rows)}
        properties={data?.properties ?? null}
        findings={findings}
        openKey={openKey}
        onOpen={setOpenKey}
        onChange={mayEdit ? (rows) => change({ rows }) : undefined}
      />
      <MappingFindings findings={findings} />
    </section>
  );
}

function MappingFindings({ findings }: { findings: readonly MappingFinding[] }) {
  const shown = findings.filter(({ tone }) => tone !== 'ok');
  if (shown.length === 0) return null;
  return (
    <ul aria-label="Findings" className="flex flex-col gap-1.5 px-6 py-3 max-phone:px-3">
      {shown.map(({ text, tone }) => (
        <li key={text} className="flex gap-2 text-body">
          <span className="mt-0.5">
            <FindingMark tone={tone} />
          </span>
          <OutsideText className="min-w-0 break-words">{text}</OutsideText>
        </li>
      ))}
    </ul>
  );
}

/** When the properties were read, and a way to read them again. */
function ReadAgain({ id }: { id: number }) {
  const queries = useQueryClient();
  const failed = useFailure();
  const { data, error } = useQuery(targetListQuery(id));
  const { mutate, isPending } = useMutation({
    mutationFn: () => getJson<TargetListAnswer>(apiPaths.connectorTargetsAfresh(id)),
    onSuccess: (answer) => queries.setQueryData(targetListQuery(id).queryKey, answer),
    onError: (thrown) => failed('The properties could not be read', thrown),
  });
  return (
    <span className="flex flex-wrap items-center gap-x-2 text-small text-ink-2 [&_time]:font-sans [&_time]:text-small">
      {data === undefined ? null : (
        <span>
          Properties read from HubSpot <DayTime ms={data.readAtMs} />
        </span>
      )}
      {data === undefined && error !== null ? (
        <span className="text-bad">
          <OutsideText>{`The properties could not be read. ${toApiError(error).words}`}</OutsideText>
        </span>
      ) : null}
      {data === undefined && error === null ? <span>Reading the properties…</span> : null}
      <TextButton onClick={() => mutate()} disabled={isPending}>
        Read again
      </TextButton>
    </span>
  );
}
