import { z } from 'zod';
import { count, time, uuid } from './shared-shapes.ts';

const id = z.string().regex(/^\d+$/);

/** Every value is text, or `null` when a property that was asked for is empty. */
const contactFields = {
  id,
  properties: z.record(z.string(), z.string().nullable()),
  createdAt: time,
  updatedAt: time,
  archived: z.boolean(),
  archivedAt: time.optional(),
};

export const contact = z.strictObject(contactFields);

export const contactList = z.strictObject({
  results: z.array(contact),
  paging: z.strictObject({ next: z.strictObject({ after: id, link: z.url() }) }).optional(),
});

export const searchResult = z.strictObject({
  total: count,
  results: z.array(contact),
  paging: z.strictObject({ next: z.strictObject({ after: id }) }).optional(),
});

const context = z.record(z.string(), z.array(z.string()));

const batchError = z.strictObject({
  status: z.literal('error'),
  category: z.string(),
  message: z.string(),
  context,
});

/** An answer of a batch; `errors` and `numErrors` come with a 207 alone. */
export const batch = z.strictObject({
  status: z.literal('COMPLETE'),
  results: z.array(
    z.strictObject({ ...contactFields, new: z.boolean().optional(), objectWriteTraceId: z.string().optional() }),
  ),
  numErrors: count.optional(),
  errors: z.array(batchError).optional(),
  startedAt: time,
  completedAt: time,
});

export const property = z.strictObject({
  name: z.string(),
  label: z.string(),
  type: z.enum(['bool', 'date', 'datetime', 'enumeration', 'number', 'phone_number', 'string']),
  fieldType: z.string(),
  description: z.string(),
  groupName: z.string(),
  options: z.array(
    z.strictObject({ label: z.string(), value: z.string(), displayOrder: z.int(), hidden: z.boolean() }),
  ),
  displayOrder: z.int(),
  calculated: z.boolean(),
  externalOptions: z.boolean(),
  hasUniqueValue: z.boolean(),
  hidden: z.boolean(),
  hubspotDefined: z.boolean(),
  formField: z.boolean(),
  dataSensitivity: z.literal('non_sensitive'),
  createdAt: time,
  updatedAt: time,
  archived: z.boolean(),
  archivedAt: time.optional(),
  modificationMetadata: z.strictObject({
    archivable: z.boolean(),
    readOnlyDefinition: z.boolean(),
    readOnlyValue: z.boolean(),
  }),
});

export const group = z.strictObject({
  name: z.string(),
  label: z.string(),
  displayOrder: z.int(),
  archived: z.boolean(),
});

export const listOfProperties = z.strictObject({ results: z.array(property) });
export const listOfGroups = z.strictObject({ results: z.array(group) });

export const account = z.strictObject({
  portalId: z.int(),
  accountType: z.enum(['APP_DEVELOPER', 'DEVELOPER_TEST', 'SANDBOX', 'STANDARD']),
  timeZone: z.string(),
  companyCurrency: z.string(),
  additionalCurrencies: z.array(z.string()),
  utcOffset: z.string().regex(/^[+-]\d{2}:\d{2}$/),
  utcOffsetMilliseconds: z.int(),
  uiDomain: z.string(),
  dataHostingLocation: z.string(),
});

export const usage = z.strictObject({
  results: z.array(
    z.strictObject({
      name: z.string(),
      usageLimit: count,
      currentUsage: count,
      collectedAt: time,
      fetchStatus: z.enum(['CACHED', 'FAILURE', 'NOTFOUND', 'SUCCESS', 'TIMEOUT']),
      resetsAt: time,
    }),
  ),
});

/** The error body. A 429 has `errorType` where the others have a category, and an unknown record has neither. */
export const hubspotError = z.strictObject({
  status: z.literal('error'),
  message: z.string().min(1),
  correlationId: uuid,
  category: z.string().optional(),
  errors: z.array(z.strictObject({ message: z.string(), code: z.string().optional(), context })).optional(),
  context: context.optional(),
  links: z.record(z.string(), z.url()).optional(),
  errorType: z.literal('RATE_LIMIT').optional(),
  policyName: z.enum(['SECONDLY', 'TEN_SECONDLY_ROLLING', 'DAILY']).optional(),
  groupName: z.string().optional(),
});

/** Of the guide to private apps; it is in no published description. */
export const tokenInfo = z.strictObject({
  userId: z.int(),
  hubId: z.int(),
  appId: z.int(),
  scopes: z.array(z.string()),
});
