'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { getJson, toApiError } from '@/components/data/api';
import { DayTime } from '@/components/ui/day-time';
import { OutsideText } from '@/components/ui/outside-text';
import { TextButton } from '@/components/ui/text-link';
import { hubspotLastEventTarget } from '@/lib/connectors/action/action-source';
import { type ConnectorAnswer, type TargetListAnswer } from '@/lib/connectors/connector-answers';
import { checkMapping, type MappingFinding, type PropertyFacts } from '@/lib/connectors/records/check-mapping';
import { type HubspotFields } from '@/lib/connectors/records/hubspot-form';
import { mappingOf, newRow, type RowFields, rowProblem } from '@/lib/connectors/records/mapping-form';
import { policiesOf } from '@/lib/connectors/records/policy-sentences';
import { type HubspotConfig } from '@/lib/connectors/records/record-config';
import { apiPaths } from '@/lib/paths';

import { MappingEditor } from '../records/mapping-editor';
import { MappingTab } from '../records/mapping-tab';
import { useFailure } from '../use-connector-act';
import { targetListQuery } from './hubspot-queries';
import { type HubspotEdit, useHubspotEdit } from './use-hubspot-edit';

interface HubspotMappingTabProps {
  connector: ConnectorAnswer;
  config: HubspotConfig;
  mayAct: boolean;
  mayEdit: boolean;
}

/** What goes into which property of a contact. */
export function HubspotMappingTab({ config, ...props }: HubspotMappingTabProps) {
  const edit = useHubspotEdit(props.connector, config);
  return (
    <MappingTab {...props} edit={edit} config={edit.input?.config ?? null} filter={config.policies.filter}>
      <HubspotMapping connector={props.connector} edit={edit} mayEdit={props.mayEdit} />
    </MappingTab>
  );
}

interface HubspotMappingProps {
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

/** The rows, checked against the properties that HubSpot has. */
export function HubspotMapping({ connector, edit, mayEdit }: HubspotMappingProps) {
  const { data } = useQuery({ ...targetListQuery(connector.id), enabled: mayEdit });
  const { fields, saved, change } = edit;
  const setRows = (rows: RowFields[]) => change({ rows });
  return (
    <MappingEditor
      rows={fields.rows}
      saved={saved.rows}
      onChange={setRows}
      mayEdit={mayEdit}
      targetName="HubSpot property"
      properties={data?.properties ?? null}
      findings={data === undefined ? [] : findingsOf(fields, data.properties)}
      note={mayEdit ? <ReadAgain id={connector.id} /> : undefined}
    >
      {mayEdit ? <OfferLastEvent rows={fields.rows} onChange={setRows} /> : null}
    </MappingEditor>
  );
}

/** A row for the time of the newest event, which an Action of this connector needs in HubSpot, too. */
function OfferLastEvent({ rows, onChange }: { rows: RowFields[]; onChange: (rows: RowFields[]) => void }) {
  if (rows.some(({ target }) => target.trim() === hubspotLastEventTarget)) return null;
  const add = () => onChange([...rows, { ...newRow(rows), source: 'last_event_at', target: hubspotLastEventTarget }]);
  return (
    <p className="flex flex-wrap items-center gap-x-2 px-6 py-1.5 text-small text-ink-2 max-phone:px-3">
      Contacts can tell when the newest event of their user was.
      <TextButton onClick={add}>{`Add ${hubspotLastEventTarget}`}</TextButton>
    </p>
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
