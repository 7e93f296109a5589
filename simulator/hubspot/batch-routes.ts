import { isoTime } from '../ground/clock.ts';
import { type JsonObject, textOf, textsOf } from '../ground/json.ts';
import type { Answer } from '../http/answer.ts';
import { type BatchInput, bodyOf, readInputs, asksForArchived, requireContacts } from './call-input.ts';
import type { ContactBody } from './contact.ts';
import { requireFields, shown, shownWhole } from './contact-routes.ts';
import { findContact } from './find-contact.ts';
import { badInput, HubspotError } from './hubspot-error.ts';
import { type ApiVersion, type HubspotCall, type HubspotRoute, versioned } from './hubspot-route.ts';
import { CONTACT_SCOPES } from './service-keys.ts';

const [READ, WRITE] = CONTACT_SCOPES;

type UpsertBody = ContactBody & { new?: boolean; objectWriteTraceId?: string };

const notFound = (ids: readonly string[]): HubspotError =>
  new HubspotError(
    404,
    'Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.',
    { category: 'OBJECT_NOT_FOUND', context: { ids } },
  );

function batchAnswer(
  { portal }: HubspotCall,
  status: number,
  results: readonly UpsertBody[],
  errors: readonly JsonObject[],
): Answer {
  const at = isoTime(portal.now());
  return {
    status: errors.length > 0 ? 207 : status,
    body: {
      status: 'COMPLETE',
      results,
      ...(errors.length > 0 && { numErrors: errors.length, errors }),
      startedAt: at,
      completedAt: at,
    },
  };
}

function batchRead(call: HubspotCall): Answer {
  const { portal } = call;
  const body = bodyOf(call);
  const idProperty = textOf(body.idProperty);
  const names = textsOf(body.properties) ?? [];
  const results: ContactBody[] = [];
  const missing: string[] = [];
  for (const { id } of readInputs(body, { id: true, properties: false })) {
    const isNumber = idProperty !== undefined || /^\d+$/.test(id);
    const contact = isNumber ? findContact(call, { key: id, idProperty, archived: asksForArchived(call) }) : undefined;
    if (contact) results.push(shown(portal, contact, names));
    else missing.push(id);
  }
  return batchAnswer(call, 200, results, missing.length > 0 ? [notFound(missing).asBatchError({})] : []);
}

interface Written {
  results: UpsertBody[];
  errors: JsonObject[];
}

/** `undefined` when an input is passed over without a word. */
type Deed = (input: BatchInput) => UpsertBody | undefined;

/** Every input by itself: what is refused is told beside what was done. */
function writeEach(inputs: readonly BatchInput[], deed: Deed, isTold: (error: HubspotError) => boolean): Written {
  const written: Written = { results: [], errors: [] };
  for (const input of inputs) {
    const trace = input.trace === undefined ? {} : { objectWriteTraceId: input.trace };
    try {
      const result = deed(input);
      if (result) written.results.push({ ...result, ...trace });
    } catch (error) {
      if (!(error instanceof HubspotError) || !isTold(error)) throw error;
      const context = input.trace === undefined ? {} : { objectWriteTraceId: [input.trace] };
      written.errors.push(error.asBatchError(context));
    }
  }
  return written;
}

/** Documented for creation: refusals are told one by one when every input has a trace id of its own. */
const areTraced = (inputs: readonly BatchInput[]): boolean =>
  new Set(inputs.map((input) => input.trace ?? '')).size === inputs.length &&
  inputs.every((input) => input.trace !== undefined);

/** One bad input sinks the batch unless each is taken alone; a record that is not there never does. */
function write(
  call: HubspotCall,
  status: number,
  batch: { inputs: readonly BatchInput[]; alone: boolean },
  deed: Deed,
) {
  const { results, errors } = call.portal.contacts.whole(() =>
    writeEach(batch.inputs, deed, (error) => batch.alone || error.fields.category === 'OBJECT_NOT_FOUND'),
  );
  return batchAnswer(call, status, results, errors);
}

function batchCreate(call: HubspotCall): Answer {
  const inputs = readInputs(bodyOf(call), { id: false, properties: true });
  return write(call, 201, { inputs, alone: areTraced(inputs) }, ({ properties }) => {
    requireFields(call, properties);
    return shownWhole(call.portal, call.portal.contacts.create(properties));
  });
}

function batchUpdate(call: HubspotCall): Answer {
  const { portal } = call;
  const inputs = readInputs(bodyOf(call), { id: true, properties: true });
  return write(call, 200, { inputs, alone: areTraced(inputs) }, ({ id, idProperty, properties }) => {
    // Seen by others: an id that ended in a merge is left out of the results without an error.
    if (idProperty === undefined && portal.contacts.wasMerged(id)) return undefined;
    const isKey = idProperty !== undefined || /^\d+$/.test(id);
    const contact = isKey ? findContact(call, { key: id, idProperty }) : undefined;
    if (!contact) throw notFound([id]);
    return shown(portal, portal.contacts.update(contact, properties), Object.keys(properties));
  });
}

function upsertOne(call: HubspotCall, { id, idProperty, properties }: BatchInput): UpsertBody {
  const { portal } = call;
  if (idProperty === undefined) throw badInput('idProperty is required');
  const given = { ...properties, [idProperty]: id };
  const contact = findContact(call, { key: id, idProperty });
  if (!contact) {
    requireFields(call, given);
    return { ...shownWhole(portal, portal.contacts.create(given)), new: true };
  }
  // An additional address finds the contact, and must not become its primary one by that.
  const changed = idProperty === 'email' ? properties : given;
  return { ...shown(portal, portal.contacts.update(contact, changed), Object.keys(given)), new: false };
}

function batchUpsert(call: HubspotCall): Answer {
  const inputs = readInputs(bodyOf(call), { id: true, properties: true });
  // Documented: by address a batch happens whole or not at all.
  const byAddress = inputs.some(({ idProperty }) => idProperty === 'email');
  return write(call, 200, { inputs, alone: !byAddress && areTraced(inputs) }, (input) => upsertOne(call, input));
}

function batchArchive(call: HubspotCall): Answer {
  for (const { id } of readInputs(bodyOf(call), { id: true, properties: false })) {
    const contact = /^\d+$/.test(id) ? findContact(call, { key: id }) : undefined;
    if (contact) call.portal.contacts.archive(contact);
  }
  return { status: 204 };
}

/** The endpoints for up to 100 contacts at a time. */
export function batchRoutes(version: ApiVersion): HubspotRoute[] {
  const route = (name: string, scope: string, handle: (call: HubspotCall) => Answer): HubspotRoute => ({
    method: 'POST',
    path: `${versioned(version, 'objects')}/:objectType/batch/${name}`,
    version,
    scopes: [scope],
    handle: (call) => {
      requireContacts(call);
      return handle(call);
    },
  });
  return [
    route('read', READ, batchRead),
    route('create', WRITE, batchCreate),
    route('update', WRITE, batchUpdate),
    route('upsert', WRITE, batchUpsert),
    route('archive', WRITE, batchArchive),
  ];
}
