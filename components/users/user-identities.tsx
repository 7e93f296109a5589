import { type Identity } from '@/lib/users/user-facts';
import { DataTable } from '../ui/data-table';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { type Column } from '../ui/table-column';

type Row = Identity & { place: number };

const columns: Column<Row>[] = [
  {
    key: 'provider',
    header: 'Provider',
    card: 'title',
    render: ({ provider, place }) => (
      <>
        <OutsideText>{provider ?? 'unknown'}</OutsideText>{' '}
        {place === 0 ? <span className="text-small text-ink-3">primary</span> : null}
      </>
    ),
  },
  {
    key: 'connection',
    header: 'Connection',
    card: 'line',
    render: ({ connection }) => <OutsideText>{connection ?? '–'}</OutsideText>,
  },
  {
    key: 'id',
    header: 'user_id',
    card: 'status',
    render: ({ userId }) => (userId === null ? '–' : <IdentityId value={userId} />),
  },
  {
    key: 'label',
    header: 'Known there as',
    card: 'line2',
    render: ({ label }) => (label === null ? '' : <OutsideText>{label}</OutsideText>),
  },
  {
    key: 'kind',
    header: 'Kind',
    card: 'time',
    className: 'w-[120px]',
    render: ({ isSocial }) => (isSocial ? 'social' : 'not social'),
  },
];

function IdentityId({ value }: { value: string }) {
  return (
    <>
      <Id value={value} what="user_id" max={28} className="max-phone:hidden" />
      <Id value={value} what="user_id" className="phone:hidden" />
    </>
  );
}

/** The accounts that make up this user. */
export function UserIdentities({ identities }: { identities: readonly Identity[] }) {
  if (identities.length === 0)
    return (
      <p className="px-6 py-4 text-body text-ink-2 max-phone:px-3">No event has told any identity of this user.</p>
    );
  const rows = identities.map((identity, place) => ({ ...identity, place }));
  return <DataTable label="Identities" columns={columns} rows={rows} rowKey={(row) => String(row.place)} />;
}
