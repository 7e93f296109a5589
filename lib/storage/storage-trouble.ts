import { type StorageTroubleKind } from './storage';

/** A trouble of the database in words. */
interface TroubleWords {
  /** What happened, as the beginning of a sentence, without a full stop. */
  title: string;
  /** What it means and what to do, in whole sentences. */
  advice: string;
  /** Whether events are refused (503) while it lasts. */
  refuses: boolean;
}

const restore = 'stop Streamgauge, put the right database file at its path, remove the -wal and -shm files beside it';

const words: Record<StorageTroubleKind, TroubleWords> = {
  gone: {
    title: 'The database file was deleted or moved',
    advice: `Events are refused. Move the file back, or ${restore} and start again.`,
    refuses: true,
  },
  replaced: {
    title: 'Another file is at the path of the database',
    advice: `Events are refused. Move the former file back, or ${restore} and start again.`,
    refuses: true,
  },
  overwritten: {
    title: 'Another program wrote over the open database file',
    advice: `Events are refused. The file is probably damaged: ${restore} and start again.`,
    refuses: true,
  },
  log_gone: {
    title: 'The write-ahead log of the database was deleted or replaced',
    advice: 'Events are refused. Stop Streamgauge with SIGTERM, which saves what the log held, and start it again.',
    refuses: true,
  },
  damaged: {
    title: 'The database file is damaged',
    advice: 'Events that touch the damaged part are refused. Stop Streamgauge, restore a backup and start again.',
    refuses: true,
  },
  full: {
    title: 'The disk of the database is full',
    advice: 'Events are refused until there is room. Free space on the disk; nothing needs a restart.',
    refuses: true,
  },
  read_only: {
    title: 'The database is read-only',
    advice: 'Events are refused. Let the user that runs Streamgauge write the file and its directory, then restart.',
    refuses: true,
  },
  busy: {
    title: 'Another process holds the write lock of the database',
    advice: 'Events are refused until it lets go. End the shell, backup or second Streamgauge that has the file open.',
    refuses: true,
  },
  failing: {
    title: 'The database cannot be written',
    advice: 'Events are refused. The log says why; check the disk and the permissions of the database.',
    refuses: true,
  },
  log_held: {
    title: 'A long read by another process keeps the write-ahead log growing',
    advice: 'Events are still stored. End the shell, backup or report that has the database open.',
    refuses: false,
  },
};

/** What a trouble of the database means and what to do about it. */
export function describeTrouble(kind: StorageTroubleKind): TroubleWords {
  return words[kind];
}
