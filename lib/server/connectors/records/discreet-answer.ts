import { type RecordCall, type RecordReply } from '../../../connectors/records/record-reply';
import { withoutValues } from '../../../text/mask-values';
import { type AskedRecord, type RecordSystem } from './record-system';

/**
 * What was said to the last of these requests, without the values that they sent: it may quote what was refused before. Names,
 * codes and ids are what is kept of an answer.
 */
export function discreet(
  { reply, told }: AskedRecord,
  calls: readonly RecordCall[],
  system: RecordSystem,
): AskedRecord {
  const values = calls.flatMap(sentWith).flatMap(([target, value]) => (target === system.userIdTarget ? [] : value));
  const names = [...system.mapping, system.policies.deactivation].map(({ target }) => target);
  const mask = (text: string) => withoutValues(text, values, names);
  return {
    reply: masked(reply, mask),
    told: told && { ...told, excerpt: told.excerpt === null ? null : mask(told.excerpt) },
  };
}

function sentWith(call: RecordCall): [target: string, value: string][] {
  if ('values' in call) return Object.entries(call.values);
  return call.act === 'read' && call.by === 'email' ? [['', call.value]] : [];
}

function masked(reply: RecordReply, mask: (text: string) => string): RecordReply {
  if (reply.kind === 'stopped') return { ...reply, error: mask(reply.error) };
  if (reply.kind !== 'refused') return reply;
  return { ...reply, fields: reply.fields.map((field) => ({ ...field, text: mask(field.text) })) };
}
