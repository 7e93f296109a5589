import { type Store } from '@/lib/store';
import { describeStore } from '../contract/store-contract';
import { openStore } from '../store';
import { temporaryFiles } from '../testing/temporary';

const newFile = temporaryFiles();
const files = new WeakMap<Store, string>();

describeStore({
  name: 'sqlite',
  open: async () => {
    const file = newFile();
    const store = await openStore(`file:${file}`);
    files.set(store, file);
    return store;
  },
  openAgain: (store) => openStore(`file:${files.get(store) ?? ''}`),
  copiesValues: false,
  close: () => Promise.resolve(),
});
