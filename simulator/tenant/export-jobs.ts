import { tokenId } from '../ground/ids.ts';
import type { TenantUser } from './tenant-user.ts';

interface ExportField {
  name: string;
  exportAs?: string | undefined;
}

/** One `users_export` job. Users are kept as they were when it was asked for. */
export interface ExportJob {
  id: string;
  createdMs: number;
  /** When it is (or was) completed, Unix ms. */
  readyMs: number;
  connection?: { id: string; name: string } | undefined;
  format: 'json' | 'csv';
  limit?: number | undefined;
  fields: ExportField[];
  users: TenantUser[];
}

interface Link {
  jobId: string;
  untilMs: number;
}

// Auth0 deletes everything about a job after a day.
const KEPT_MS = 86_400_000;
const MOST_JOBS = 100;

/** Export jobs and the short-lived links to their files. */
export class ExportJobs {
  readonly #jobs = new Map<string, ExportJob>();
  readonly #links = new Map<string, Link>();

  add(job: ExportJob): void {
    this.#jobs.set(job.id, job);
    const [oldest] = this.#jobs.size > MOST_JOBS ? this.#jobs.keys() : [];
    if (oldest !== undefined) this.#jobs.delete(oldest);
  }

  get(id: string, nowMs: number): ExportJob | undefined {
    const job = this.#jobs.get(id);
    return job && nowMs < job.createdMs + KEPT_MS ? job : undefined;
  }

  /** A new link each time it is asked for, valid until `untilMs`. */
  link(jobId: string, nowMs: number, untilMs: number): string {
    for (const [old, { untilMs: end }] of this.#links) if (end <= nowMs) this.#links.delete(old);
    const token = tokenId();
    this.#links.set(token, { jobId, untilMs });
    return token;
  }

  /** The job behind a link; `undefined` when the link is unknown or has expired. */
  follow(token: string, nowMs: number): ExportJob | undefined {
    const link = this.#links.get(token);
    return link && nowMs < link.untilMs ? this.get(link.jobId, nowMs) : undefined;
  }
}
