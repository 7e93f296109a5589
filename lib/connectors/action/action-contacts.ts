/** The part of a generated Action that finds, makes and changes contacts. It ends with the function that Auth0 calls. */
export const actionContacts = String.raw`
// ---- HubSpot ----

const CALL_MS = 3000;
const ALL_MS = 9000;
const MOST_CALLS = 5;

const parsed = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One request. What may be better next time is thrown: Auth0 then tries the event again. */
async function call(run, method, path, properties) {
  const ms = Math.min(CALL_MS, run.untilMs - Date.now());
  if (ms <= 0 || run.calls === MOST_CALLS) throw new Error('This event takes too long.');
  run.calls += 1;
  let status;
  let text;
  try {
    const answer = await fetch(CONTACTS + path, {
      method,
      headers: { authorization: 'Bearer ' + run.token, 'content-type': 'application/json' },
      ...(properties !== undefined && { body: JSON.stringify({ properties }) }),
      signal: AbortSignal.timeout(ms),
    });
    ({ status } = answer);
    text = await answer.text();
  } catch (error) {
    throw new Error('HubSpot gave no answer to ' + method + ': ' + error.name);
  }
  const body = parsed(text);
  const isDone = status >= 200 && status < 300;
  if (isDone ? isObject(body) : [400, 404, 409].includes(status)) return { status, body: isObject(body) ? body : {} };
  throw new Error('HubSpot answered ' + method + ' with ' + status + (isDone ? ', and no JSON.' : '.'));
}

function contactOf({ id, properties }) {
  const values = Object.fromEntries(
    Object.entries(isObject(properties) ? properties : {}).map(([name, value]) => [name, textOf(value)]),
  );
  return { id: String(id), values, userId: values[USER_ID] || undefined };
}

const currentOf = ({ values }, target) => (has(values, target) ? values[target] : '');

async function find(run, key, idProperty) {
  // As a segment, it would make another address.
  if (/^\.{0,2}$/.test(key)) return undefined;
  const query = new Map([['properties', PROPERTIES.map(encodeURIComponent).join(',')]]);
  if (idProperty !== undefined) query.set('idProperty', idProperty);
  const asked = [...query].map(([name, value]) => name + '=' + value).join('&');
  const { status, body } = await call(run, 'GET', '/' + encodeURIComponent(key.toWellFormed()) + '?' + asked);
  if (status === 404) return undefined;
  if (status === 200) return contactOf(body);
  throw new Error('HubSpot answered GET with ' + status + '. Has it the property ' + USER_ID + ', with unique values?');
}

/** The properties that a refusal names, of those that were sent. */
function refusedIn({ message, errors }, sent) {
  const text = String(message ?? '');
  const within = parsed(text.slice(text.indexOf('[{'), text.lastIndexOf('}]') + 2));
  const details = [errors, within].flatMap((list) => (Array.isArray(list) ? list.filter(isObject) : []));
  const named = details.flatMap(({ context, name }) => context?.propertyName ?? name ?? []);
  const taken = /PropertyValueCoordinates\{.{0,500}?propertyName=([^,}\s]+)/.exec(text);
  return [...new Set([...named, taken?.[1]])].filter((name) => typeof name === 'string' && has(sent, name));
}

const without = (values, names) =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)));

/** Writes, and once more without what was refused. */
async function write(run, method, path, values) {
  const first = await call(run, method, path, values);
  const isTaken = first.status === 409 && method === 'PATCH' && has(values, EMAIL);
  if (first.status !== 400 && !isTaken) return { ...first, sent: values, refused: [] };
  const refused = isTaken ? [EMAIL] : refusedIn(first.body, values);
  // Somebody else has made the contact meanwhile.
  if (refused.includes(USER_ID)) throw new Error('HubSpot has another contact with this ' + USER_ID + '.');
  const sent = without(values, refused);
  const isNothing = method === 'POST' ? namesOf(sent) === LAST_EVENT : Object.keys(sent).length === 0;
  if (refused.length === 0 || isNothing) return { ...first, status: 400, refused };
  const second = await call(run, method, path, sent);
  const again = second.status === 400 ? refusedIn(second.body, sent) : second.status === 409 ? [EMAIL] : [];
  return { ...second, sent, refused: method === 'PATCH' || second.status === 400 ? [...refused, ...again] : refused };
}

const namesOf = (values) => Object.keys(values).filter((name) => name !== LAST_EVENT).join(', ') || LAST_EVENT;

function told(did, { status, sent, refused }, contactId) {
  if (status >= 400) return 'refused' + (refused.length === 0 ? '' : ': ' + refused.join(', '));
  const rest = refused.length === 0 ? '' : '; refused: ' + refused.join(', ');
  return did + ' ' + contactId + ' (' + namesOf(sent) + ')' + rest;
}

const stampOf = ({ timeMs }) => ({ [LAST_EVENT]: new Date(timeMs).toISOString() });

function isStale(contact, { timeMs }) {
  const text = currentOf(contact, LAST_EVENT);
  const knownMs = /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  return knownMs > timeMs;
}

function newValues(user) {
  const rows = MAPPING.map((row) => [row.target, mappedValue(row, user)]).filter(([, value]) => value !== '');
  return { ...Object.fromEntries(rows), [USER_ID]: user.id, ...stampOf(user) };
}

/** What differs from the contact. A value that the event does not have is left alone, unless it says that it is gone. */
function changesOf(contact, user) {
  const changes = MAPPING.filter(({ when }) => when !== 'create').flatMap((row) => {
    const value = mappedValue(row, user);
    const current = currentOf(contact, row.target);
    if (value === current || (row.when === 'if_empty' && current !== '')) return [];
    if (value === '') return row.cleared === 'clear' && isCleared(row, user) ? [[row.target, '']] : [];
    return [[row.target, value]];
  });
  const link = contact.userId === user.id ? {} : { [USER_ID]: user.id };
  return { ...Object.fromEntries(changes), ...link };
}

/** The time of the event goes along even when nothing else differs: it keeps older events from being taken later. */
async function update(run, contact, user, changes) {
  if (isStale(contact, user)) return 'older than what ' + contact.id + ' has';
  const isKnown = Date.parse(currentOf(contact, LAST_EVENT)) === user.timeMs;
  if (isKnown && Object.keys(changes).length === 0) return contact.id + ' is in step';
  const written = await write(run, 'PATCH', '/' + contact.id, { ...changes, ...stampOf(user) });
  if (written.status === 404) throw new Error('The contact was removed meanwhile.');
  return told('updated', written, contact.id);
}

const isOthers = (contact, user) => contact.userId !== undefined && contact.userId !== user.id;

/** The user's contact, or words why a person has to look at it; neither where there is none. */
async function match(run, user) {
  const byUserId = await find(run, user.id, USER_ID);
  if (byUserId !== undefined) return { contact: byUserId };
  const recordId = RECORD_ID_PATH === null ? '' : textOf(read(RECORD_ID_PATH, user.profile));
  const byId = /^\d{1,20}$/.test(recordId) ? await find(run, recordId) : undefined;
  const contact = byId ?? (await matchByEmail(run, user));
  if (contact === undefined) return {};
  if (contact.note !== undefined) return contact;
  return isOthers(contact, user) ? { note: contact.id + ' is the contact of another user' } : { contact };
}

/** An address counts when it is verified: anybody can sign up with a stranger's. */
async function matchByEmail(run, { email, isVerified, previous }) {
  const before = previous?.email_verified === true ? textOf(previous.email).trim() : '';
  const byPrevious = before === '' || before === email ? undefined : await find(run, before, EMAIL);
  if (email === '' || (byPrevious !== undefined && !isVerified)) return byPrevious;
  const byEmail = await find(run, email, EMAIL);
  if (byEmail !== undefined && !isVerified) return { note: byEmail.id + ' has the address, which is not verified' };
  const isSame = byPrevious === undefined || byEmail === undefined || byPrevious.id === byEmail.id;
  if (isSame) return byPrevious ?? byEmail;
  return { note: byPrevious.id + ' has the previous address, and ' + byEmail.id + ' the present one' };
}

/** Why a user without a contact gets none. */
function refusedCreation({ email, isVerified, profile }) {
  if (email === '' && !CREATE_WITHOUT_EMAIL) return 'no contact: the user has no address';
  if (email !== '' && !isVerified && !CREATE_UNVERIFIED) return 'no contact: the address is not verified';
  const choice = Date.parse(profile.created_at) >= SINCE_MS ? WHEN_NEW : WHEN_KNOWN;
  return choice === 'create' ? undefined : 'no contact: the settings say ' + choice;
}

async function create(run, user) {
  const written = await write(run, 'POST', '', newValues(user));
  if (written.status === 404) throw new Error('HubSpot answered POST with 404.');
  if (written.status !== 409) return told('created', written, written.body.id);
  const message = String(written.body.message ?? '');
  const id = (/\bexisting\s+(?:\w+\s+)?id\W{0,3}(\d+)/i.exec(message) ?? /\bid\W{0,3}(\d+)/i.exec(message))?.[1];
  const known = id === undefined ? await find(run, user.email, EMAIL) : await find(run, id);
  if (known === undefined) throw new Error('HubSpot says that the contact exists, and does not show it.');
  if (isOthers(known, user)) return known.id + ' is the contact of another user';
  if (known.userId === undefined && !user.isVerified) return known.id + ' has the address, which is not verified';
  return update(run, known, user, changesOf(known, user));
}

async function bringIntoStep(run, user) {
  if (!takesPart(user)) return 'the user does not take part';
  const { contact, note } = await match(run, user);
  if (note !== undefined) return note;
  if (contact !== undefined) return update(run, contact, user, changesOf(contact, user));
  return refusedCreation(user) ?? create(run, user);
}

async function deactivate(run, user) {
  if (DEACTIVATION === null) return 'the contact of a deleted user is left as it is';
  const contact = await find(run, user.id, USER_ID);
  if (contact === undefined) return 'deleted; there is no contact';
  const { target, value } = DEACTIVATION;
  return update(run, contact, user, currentOf(contact, target) === value ? {} : { [target]: value });
}

/** The user as the event tells it; undefined where it tells none. */
function userOf({ type, time, data }) {
  const { object, previous_object: previous } = isObject(data) ? data : {};
  const timeMs = typeof time === 'string' ? timeOf(time) : undefined;
  if (!isObject(object) || timeMs === undefined) return undefined;
  const { deleted_at: _, ...profile } = object;
  const { user_id: id, identities, blocked } = profile;
  if (typeof id !== 'string' || id === '') return undefined;
  const isWhole = Array.isArray(identities) && typeof profile.created_at === 'string';
  const connections = Array.isArray(identities) ? identities.filter(isObject).map(({ connection }) => connection) : [];
  const names = connections.filter((name) => typeof name === 'string' && name !== '');
  return {
    id, profile, timeMs, isWhole,
    previous: isObject(previous) ? previous : undefined,
    isDeleted: type === 'user.deleted',
    isBlocked: typeof blocked === 'boolean' ? blocked : isWhole ? false : undefined,
    connections: Array.isArray(identities) ? [...new Set(names)] : undefined,
    email: typeof profile.email === 'string' ? profile.email.trim() : '',
    isVerified: profile.email_verified === true,
  };
}

/** @type {EventStreamHandler} */
exports.onExecuteEventStream = async (event) => {
  const { message, secrets } = event;
  const isOfUser = ['user.created', 'user.updated', 'user.deleted'].includes(message.type);
  if (!isOfUser || message.a0purpose === 'test') return;
  const user = userOf(message);
  const run = { token: secrets.HUBSPOT_TOKEN, calls: 0, untilMs: Date.now() + ALL_MS };
  const outcome =
    user === undefined
      ? 'the event names no user or no time'
      : await (user.isDeleted ? deactivate(run, user) : bringIntoStep(run, user));
  console.log(('Streamgauge ' + message.id + ' ' + message.type + ': ' + outcome).slice(0, 256));
};
`;
