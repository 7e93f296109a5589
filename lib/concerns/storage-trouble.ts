import { describeTrouble } from '../storage/storage-trouble';
import { concern } from './concern';

/** Trouble of the database. The frame says it above every screen, so it has no row; what to do is outside this app. */
export const storageTrouble = concern({
  topic: 'storage',
  find: ({ storage }) => (storage === null ? null : describeTrouble(storage.kind)),
  headline: ({ title, advice, refuses }) => ({
    tone: refuses ? 'bad' : 'warn',
    sentence: `${title}.`,
    rest: advice,
    act: null,
  }),
  rows: () => [],
});
