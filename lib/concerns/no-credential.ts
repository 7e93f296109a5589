import { paths } from '../paths';
import { concern } from './concern';

/** Without a webhook credential every request is rejected. */
export const noCredential = concern({
  topic: 'credential',
  find: ({ hasCredential }) => (hasCredential ? null : true),
  headline: () => ({
    tone: 'bad',
    sentence: 'No webhook credential is set: every request is rejected.',
    rest: 'Set WEBHOOK_TOKEN to the secret that the event stream sends, then restart.',
    act: { label: 'Open set-up', href: paths.setup },
  }),
  rows: () => [
    {
      key: 'credential',
      tone: 'bad',
      title: 'No webhook credential is set',
      detail: 'every request is rejected · set WEBHOOK_TOKEN',
      act: { label: 'Open set-up', href: paths.setup },
    },
  ],
});
