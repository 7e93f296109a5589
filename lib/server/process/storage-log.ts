import { type StorageTroubleKind } from '../../storage/storage';
import { describeTrouble } from '../../storage/storage-trouble';
import { type Store } from '../../store';
import { log } from './log';

/** Logs each trouble of the database once, and its end. */
export function logStorage(store: Store): void {
  let logged: StorageTroubleKind | null = null;
  const say = async () => {
    const { trouble, walBytes } = await store.storage();
    const kind = trouble?.kind ?? null;
    if (kind === logged) return;
    logged = kind;
    if (kind === null) {
      log.info('The database works again');
      return;
    }
    const { title, advice, refuses } = describeTrouble(kind);
    log[refuses ? 'error' : 'warn']({ trouble: kind, walBytes }, `${title}. ${advice}`);
  };
  store.subscribe((topic) => {
    // A store that is closing answers nothing, and has said what there was to say.
    if (topic === 'storage') say().catch(() => undefined);
  });
}
