import { type Receipt } from '@/lib/events/receipt';
import { type EventView } from '@/lib/story/event-view';
import { formatCount, formatLatency } from '@/lib/text/format';
import { Def, DefinitionList } from '../ui/definition-list';
import { Id } from '../ui/id';
import { OutsideText } from '../ui/outside-text';
import { SectionHead } from '../ui/page-parts';
import { ReceiptChip } from '../parts/status-chip';

/** The request that made the event ours; the newest one when that is too far back to be here. */
export function firstReceipt(view: EventView): Receipt | undefined {
  return view.receipts.find((receipt) => receipt.result === 'new') ?? view.receipts.at(-1);
}

/** Which configured credential was presented, never what it was: "bearer, matched secret 1". */
export function credentialText({ credential: { kind, index } }: Receipt): string {
  if (kind === 'feed') return 'none: read from the event feed';
  const names = { bearer: 'bearer', basic: 'basic', header: 'custom header' };
  return `${names[kind]}, matched secret ${index + 1}`;
}

/** Address of the sender; an IPv4 one without the prefix that a dual-stack socket gives it. Null when not known. */
export function senderText({ request: { remoteAddress } }: Receipt): string | null {
  return remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '') ?? null;
}

/** The facts of a request: who sent it, how it proved itself, what it was. */
export function RequestFacts({ receipt }: { receipt: Receipt }) {
  const { request, envelope } = receipt;
  return (
    <DefinitionList>
      <Def label="Credential">{credentialText(receipt)}</Def>
      <Def label="Sender" mono>
        <OutsideText>{senderText(receipt) ?? 'not known'}</OutsideText>
      </Def>
      {envelope === 'eventbridge' ? <Def label="Came">via EventBridge, in the envelope of AWS</Def> : null}
      <Def label="Body">{formatCount(request.bytes)} B</Def>
      <Def label="SHA-256">
        <Id value={request.sha256} what="SHA-256" max={18} />
      </Def>
    </DefinitionList>
  );
}

/** The request of the first receipt with its headers; a credential is shown as redacted because it was never kept. */
export function EventRequest({ view }: { view: EventView }) {
  const receipt = firstReceipt(view);
  if (!receipt) return <p className="text-body text-ink-2">No request of this event is kept.</p>;
  const headers = Object.entries(receipt.request.headers).sort(([a], [b]) => a.localeCompare(b, 'en'));
  return (
    <section aria-label="Request" className="max-w-[760px]">
      <SectionHead title="Request" note="of the first receipt" />
      <DefinitionList>
        <Def label="Answer">
          <ReceiptChip status={204} detail={`in ${formatLatency(receipt.tookMs)}`} />
        </Def>
      </DefinitionList>
      <RequestFacts receipt={receipt} />
      <SectionHead title="Headers" count={headers.length} className="mt-3" />
      <table aria-label="Headers" className="w-full table-fixed border-separate border-spacing-0 text-mono">
        <tbody>
          {headers.map(([name, value]) => (
            <tr key={name}>
              <th
                scope="row"
                className="w-[220px] border-b py-1 pr-4 text-left align-top font-normal break-words text-ink-2 max-phone:w-[120px]"
              >
                <OutsideText>{name}</OutsideText>
              </th>
              <td className="border-b py-1 break-all">
                {value === 'redacted' ? (
                  <span className="text-ink-3">redacted, never stored</span>
                ) : (
                  <OutsideText>{value}</OutsideText>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
