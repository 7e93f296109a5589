import { paths } from '../paths';
import { type StreamFact } from './concern-facts';
import { type Sign } from './sign';

/** Whether nobody disabled it here: then a person should hear of it. */
export const isNotOurDoing = ({ statusChange }: StreamFact) => (statusChange?.by ?? null) === null;

/** What every alert about a disabled event stream has in common. */
export function disabledSign({ id }: StreamFact): Omit<Sign, 'topic' | 'title' | 'detail'> {
  return {
    key: `disabled ${id}`,
    rule: 'stream_disabled',
    tone: 'bad',
    act: { label: 'Open the event stream', href: paths.stream(id) },
    level: null,
    streamId: id,
  };
}
