import { createGzip } from 'node:zlib';
import { Readable } from 'node:stream';
import type { Answer } from '../http/answer.ts';
import { TENANT_NAME } from '../tenant/cloud-event.ts';
import type { ExportJob } from '../tenant/export-jobs.ts';
import type { Tenant } from '../world/tenant.ts';
import type { TenantUser } from '../tenant/tenant-user.ts';

/** Files are fetched from here, without a token. */
export const EXPORT_PREFIX = '/exports/';
export const MOST_CSV_FIELDS = 30;
/** A CSV cannot hold these as they are, only single fields of them. */
export const WHOLE_METADATA: readonly string[] = ['app_metadata', 'user_metadata'];

// Which fields Auth0 takes when none is named is not published.
const DEFAULT_FIELDS = (
  'user_id email email_verified username phone_number phone_verified name nickname given_name family_name picture ' +
  'created_at updated_at last_login last_ip logins_count blocked'
)
  .split(' ')
  .map((name) => ({ name, exportAs: undefined }));

const ISO_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

export const exportPath = (token: string, job: ExportJob): string =>
  `${EXPORT_PREFIX}${token}/${TENANT_NAME}.${job.format}.gz`;

/** The value at `user_metadata.city` or `identities[0].connection`. */
function valueAt(user: TenantUser, path: string): unknown {
  let value: unknown = user;
  for (const key of path.split(/[.[\]]+/).filter(Boolean)) {
    value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  }
  return value;
}

/** Text gets an apostrophe in front, so that no spreadsheet takes it for a formula; times stay as they are. */
function csvCell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return ISO_TIME.test(text) ? `"${text}"` : `"'${text.replaceAll('"', '""')}"`;
}

/** The lines of the file, made one by one: an export of many users must not be held twice. */
function* linesOf(job: ExportJob): Generator<string> {
  const fields = job.fields.length > 0 ? job.fields : DEFAULT_FIELDS;
  const columns = fields.map(({ name, exportAs }) => ({ name, title: exportAs ?? name }));
  if (job.format === 'csv') yield `${columns.map(({ title }) => `"${title.replaceAll('"', '""')}"`).join(',')}\n`;
  for (const user of job.users.slice(0, job.limit)) {
    const values = columns.map(({ name, title }): [string, unknown] => [title, valueAt(user, name)]);
    if (job.format === 'csv') yield `${values.map(([, value]) => csvCell(value)).join(',')}\n`;
    else yield `${JSON.stringify(Object.fromEntries(values))}\n`;
  }
}

/** `GET /exports/{token}/{file}`: gzipped NDJSON or CSV; an expired link answers as a signed storage link does. */
export function exportFileAnswer(tenant: Tenant, path: string): Answer {
  const token = path.slice(EXPORT_PREFIX.length).split('/')[0] ?? '';
  const job = tenant.exports.follow(token, tenant.clock.now());
  if (!job) {
    return {
      status: 403,
      headers: { 'content-type': 'application/xml' },
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    };
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/gzip' },
    stream: (response) => void Readable.from(linesOf(job)).pipe(createGzip()).pipe(response),
  };
}
