import { isoTime } from '../ground/clock.ts';
import type { Answer } from '../http/answer.ts';
import type { ApiRequest, Route } from '../http/route.ts';
import { jobId } from '../ground/ids.ts';
import { listOf, numberOf, objectOr, textOf } from '../ground/json.ts';
import { connectionById } from '../tenant/connections.ts';
import type { ExportJob } from '../tenant/export-jobs.ts';
import type { Tenant } from '../world/tenant.ts';
import { exportPath, MOST_CSV_FIELDS, WHOLE_METADATA } from './export-file.ts';
import { badBody, badPath, Fault } from './fault.ts';
import type { Schema } from './schema.ts';
import { requireBody } from './stream-input.ts';

const JOB_ID = /^job_[A-Za-z0-9]{16}$/;

const exportBody: Schema = {
  kind: 'object',
  fields: {
    connection_id: {
      kind: 'text',
      pattern: /^con_[A-Za-z0-9]{16}$/,
      about: 'connection_id of the connection from which users will be exported.',
    },
    format: { kind: 'text', choices: ['json', 'csv'], about: 'Format of the file.' },
    limit: { kind: 'number', integer: true, min: 1, about: 'Limit the number of records.' },
    fields: {
      kind: 'list',
      about: 'List of fields to be included in the CSV. Defaults to a predefined set of fields.',
      of: {
        kind: 'object',
        required: ['name'],
        fields: {
          name: { kind: 'text', max: 100, about: 'Name of the field in the profile.' },
          export_as: { kind: 'text', max: 100, about: 'Title of the column in the exported CSV.' },
        },
      },
    },
  },
};

function checkCsv(names: string[]): void {
  if (names.length > MOST_CSV_FIELDS) {
    throw badBody(`'Array is too long (${names.length}), maximum ${MOST_CSV_FIELDS}' on property fields`);
  }
  const whole = names.find((name) => WHOLE_METADATA.includes(name));
  if (whole !== undefined) throw new Fault(400, `The field ${whole} cannot be exported as CSV.`, 'invalid_body');
}

function readJob(tenant: Tenant, body: unknown): ExportJob {
  const given = requireBody(exportBody, body);
  const id = textOf(given.connection_id);
  const connection = id === undefined ? undefined : connectionById(id);
  if (id !== undefined && !connection) throw new Fault(400, 'The connection does not exist.', 'inexistent_connection');
  const fields = (listOf(given.fields) ?? [])
    .map((field) => objectOr(field))
    .map((field) => ({
      name: textOf(field.name) ?? '',
      exportAs: textOf(field.export_as),
    }));
  const format = given.format === 'csv' ? 'csv' : 'json';
  if (format === 'csv') checkCsv(fields.map((field) => field.name));
  const now = tenant.clock.now();
  const users = tenant.users
    .list()
    .filter((user) => !connection || user.identities.some((identity) => identity.connection === connection.name));
  const readyMs = now + tenant.clock.pace(tenant.settings.exports.jobMs);
  return { id: jobId(), createdMs: now, readyMs, connection, format, limit: numberOf(given.limit), fields, users };
}

function publicJob(job: ExportJob, status: 'pending' | 'completed'): object {
  const { connection, format, limit, fields } = job;
  return {
    type: 'users_export',
    status,
    ...(connection && { connection_id: connection.id }),
    format,
    ...(limit !== undefined && { limit }),
    ...(fields.length > 0 && {
      fields: fields.map(({ name, exportAs }) => ({ name, ...(exportAs !== undefined && { export_as: exportAs }) })),
    }),
    connection: connection?.name ?? 'all',
    created_at: isoTime(job.createdMs),
    id: job.id,
  };
}

function createJob(tenant: Tenant, request: ApiRequest): Answer {
  const job = readJob(tenant, request.body);
  tenant.exports.add(job);
  return { status: 200, body: publicJob(job, 'pending') };
}

function getJob(tenant: Tenant, request: ApiRequest): Answer {
  const id = request.params.id ?? '';
  if (!JOB_ID.test(id)) {
    throw badPath(`'String does not match pattern ${JOB_ID.source}: ${id}' on property id (ID of the job.)`);
  }
  const now = tenant.clock.now();
  const job = tenant.exports.get(id, now);
  if (!job) throw new Fault(404, 'The job does not exist.', 'inexistent_job');
  if (now < job.readyMs) return { status: 200, body: publicJob(job, 'pending') };
  const token = tenant.exports.link(id, now, now + tenant.settings.exports.linkMs);
  const location = `${request.origin}${exportPath(token, job)}`;
  return {
    status: 200,
    body: { ...publicJob(job, 'completed'), percentage_done: 100, time_left_seconds: 0, location },
  };
}

export function exportRoutes(tenant: () => Tenant): Route[] {
  return [
    {
      method: 'POST',
      path: '/api/v2/jobs/users-exports',
      scopes: ['read:users'],
      handle: (request) => createJob(tenant(), request),
    },
    {
      method: 'GET',
      path: '/api/v2/jobs/:id',
      scopes: ['create:users', 'read:users'],
      handle: (request) => getJob(tenant(), request),
    },
  ];
}
