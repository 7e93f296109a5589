import { type Connector } from '../connector';
import { type ConditionFields, conditionFieldsOf, filterOf } from '../records/filter-form';
import { mappingOf, type RowFields, rowFieldsOf } from '../records/mapping-form';
import { policiesOf, type PolicyFields, policyFieldsOf } from '../records/policy-sentences';
import { restConfig, type RestConfig, restDefaults } from './rest-config';

/** Requests, each on one line: `PATCH /contacts/{id} in /data`. */
const requestNames = ['find', 'findUser', 'read', 'create', 'update', 'deactivate', 'remove'] as const;

export type RestRequestName = (typeof requestNames)[number];

/** Where an answer tells what, as JSON pointers. */
const answerNames = ['list', 'record', 'id', 'values', 'existing', 'fields'] as const;

export type RestAnswerName = (typeof answerNames)[number];

/** What stands in the fields of a REST API's form; nothing of it has been checked. */
export interface RestFields extends Record<RestRequestName | RestAnswerName, string> {
  name: string;
  baseUrl: string;
  auth: RestConfig['auth']['kind'];
  /** The user of `basic`, and the name of the header of `header`. */
  user: string;
  header: string;
  /** The secret; empty: the one that is known stays. */
  token: string;
  /** Statuses with commas between. */
  exists: string;
  missing: string;
  clearedAs: RestConfig['clearedAs'];
  /** Empty: there is no place for it. */
  userIdTarget: string;
  emailTarget: string;
  perSecond: string;
  rows: RowFields[];
  conditions: ConditionFields[];
  policies: PolicyFields;
}

interface Template {
  method: string;
  path: string;
  body: string | null;
}

/** What a request carries where its line does not say. */
function usualBody(name: RestRequestName, method: string): string | null {
  if (name === 'create' || name === 'update') return '';
  return (name === 'find' || name === 'findUser') && method !== 'GET' ? '' : null;
}

/** A request on one line: `GET /contacts?email={email}`, and where its body is not the usual one `… in /data`. */
function requestText(name: RestRequestName, template: Template | null): string {
  if (template === null) return '';
  const { method, path, body } = template;
  if (body === usualBody(name, method)) return `${method} ${path}`;
  return `${method} ${path} in ${body === '' ? 'body' : (body ?? 'nothing')}`;
}

const bodyWords = new Map<string, string | null>([
  ['body', ''],
  ['nothing', null],
]);

/** Reads a line; empty is none. What is none is given as it is, so that the API says so. */
function templateOf(name: RestRequestName, line: string): Template | null {
  const text = line.trim();
  if (text === '') return null;
  const [, word = '', path = '', place] = /^(\S+)(?:\s+(\S+))?(?:\s+in\s+(\S+))?$/.exec(text) ?? ['', '', text];
  const method = word.toUpperCase();
  const body = place === undefined ? usualBody(name, method) : bodyWords.get(place);
  return { method, path, body: body === undefined ? (place ?? null) : body };
}

const statusesOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));

/** A saved connector as its form shows it: without its secret. */
export function restFieldsOf(
  { name }: Pick<Connector, 'name'>,
  config: Omit<RestConfig, 'baseUrl'> & { baseUrl: string },
): RestFields {
  const { baseUrl, auth, answers, statuses, clearedAs, userIdTarget, emailTarget, perSecond, mapping, policies } =
    config;
  const { list, record, id, values, existing, fields } = answers;
  const request = (of: RestRequestName) => requestText(of, config[of]);
  return {
    ...{ name, baseUrl, clearedAs, emailTarget, list, record, id, values },
    ...{ auth: auth.kind, user: '', header: '', token: '' },
    ...(auth.kind === 'basic' ? { user: auth.user } : {}),
    ...(auth.kind === 'header' ? { header: auth.name } : {}),
    ...{ find: request('find'), findUser: request('findUser'), read: request('read'), create: request('create') },
    ...{ update: request('update'), deactivate: request('deactivate'), remove: request('remove') },
    existing: existing ?? '',
    fields: fields ?? '',
    exists: statuses.exists.join(', '),
    missing: statuses.missing.join(', '),
    userIdTarget: userIdTarget ?? '',
    perSecond: String(perSecond),
    rows: rowFieldsOf(mapping),
    conditions: conditionFieldsOf(policies.filter),
    policies: policyFieldsOf(policies),
  };
}

export const emptyRestFields: RestFields = restFieldsOf({ name: '' }, { ...restDefaults, baseUrl: '' });

function authOf({ auth, user, header }: RestFields) {
  if (auth === 'basic') return { kind: auth, user };
  return auth === 'header' ? { kind: auth, name: header.trim() } : { kind: auth };
}

const orNull = (text: string) => (text.trim() === '' ? null : text.trim());

/** What the API is given; null while a row or a condition cannot be saved. A number that is none stays text. */
export function restInputOf(fields: RestFields) {
  const mapping = mappingOf(fields.rows);
  const filter = filterOf(fields.conditions);
  if (mapping === null || filter === null) return null;
  const perSecond = fields.perSecond.trim();
  const requests = Object.fromEntries(requestNames.map((name) => [name, templateOf(name, fields[name])]));
  return {
    name: fields.name.trim(),
    ...(fields.token.trim() === '' ? {} : { token: fields.token.trim() }),
    config: {
      kind: 'rest' as const,
      baseUrl: fields.baseUrl.trim(),
      auth: authOf(fields),
      ...requests,
      answers: {
        ...{
          list: fields.list.trim(),
          record: fields.record.trim(),
          id: fields.id.trim(),
          values: fields.values.trim(),
        },
        ...{ existing: orNull(fields.existing), fields: orNull(fields.fields) },
      },
      statuses: { exists: statusesOf(fields.exists), missing: statusesOf(fields.missing) },
      clearedAs: fields.clearedAs,
      userIdTarget: orNull(fields.userIdTarget),
      emailTarget: fields.emailTarget.trim(),
      perSecond: /^\d+$/.test(perSecond) ? Number(perSecond) : perSecond,
      mapping,
      policies: { ...policiesOf(fields.policies), filter },
    },
  };
}

/** The settings that the fields stand for, as they would be kept; null while they cannot be saved. */
export function restConfigOf(fields: RestFields): RestConfig | null {
  return restConfig.safeParse(restInputOf(fields)?.config).data ?? null;
}

export type RestFieldName = Exclude<keyof RestFields, 'rows' | 'conditions' | 'policies'> | 'rows';

const plain = ['name', 'token', 'baseUrl', 'clearedAs', 'userIdTarget', 'emailTarget', 'perSecond'] as const;

function fieldIn(first: string, second: string | undefined): RestFieldName | null {
  if (first === 'mapping') return 'rows';
  if (first === 'auth') return second === 'user' ? 'user' : second === 'name' ? 'header' : 'auth';
  if (first === 'answers') return answerNames.find((name) => name === second) ?? null;
  if (first === 'statuses') return second === 'exists' || second === 'missing' ? second : null;
  return [...requestNames, ...plain].find((name) => name === first) ?? null;
}

/** The field of the form that the API means by `config.find.path`; null when it is none, or a policy. */
export function restFieldNamed(field: string | null): RestFieldName | null {
  const parts = field?.split('.') ?? [];
  const [first = '', second] = parts[0] === 'config' ? parts.slice(1) : parts;
  return fieldIn(first, second);
}
