import { type Connector, type Lane } from '../../connectors/connector';
import { type LaneActName } from '../../connectors/connector-query';
import { Problem } from './problem';

/** No connector has this number. */
export function noSuchConnector(): never {
  throw new Problem(404, 'No such connector', 'No connector has this number.');
}

/** The connector has nothing to carry on for this user. */
export function noSuchLane(): never {
  throw new Problem(404, 'No such user here', 'Nothing of this user was ever carried on by this connector.');
}

/** `CONNECTORS_KEY` is missing. */
export function cannotSeal(): never {
  throw new Problem(
    409,
    'No key for secrets',
    'Set CONNECTORS_KEY and start again. Make a key with: echo "k1:$(openssl rand -base64 32)"',
  );
}

/** Another connector has the name, or there are as many as can be. */
export function nameTaken(name: string): never {
  throw new Problem(
    409,
    'Name taken',
    `Another connector is called ${name}, or there are 100 already. Choose another name.`,
    { field: 'name' },
  );
}

/** Somebody has saved since. */
export function outdated({ configVersion }: Connector): never {
  throw new Problem(409, 'Changed meanwhile', 'Somebody has saved this connector since you opened it. Load it again.', {
    configVersion,
  });
}

/** The connector's state does not allow it. */
export function wrongConnectorState(act: string, { name, state }: Connector): never {
  const why = state === 'draft' ? 'it was never started' : `it is ${state}`;
  throw new Problem(409, 'Not possible now', `${name} cannot be asked to ${act}: ${why}.`, { state });
}

/** So many deletions were found that only an admin may say that they are meant. */
export function needsAdmin(): never {
  throw new Problem(403, 'No access', 'It stopped before a mass deletion: only the role admin may resume it.');
}

/** The lane's state does not allow it. */
export function wrongLaneState(act: LaneActName, { state }: Lane): never {
  throw new Problem(409, 'Not possible now', `This user is ${state} here: ${act} is not possible.`, { state });
}

/** The act names a record, and none was given. */
export function missingRecordId(): never {
  throw new Problem(400, 'Bad value', 'body field "recordId": is missing', { field: 'recordId' });
}

/** The typed name is another one. */
export function wrongName(name: string): never {
  throw new Problem(400, 'Bad value', `body field "name": type ${name} to delete it`, { field: 'name' });
}

/** There is no secret of this name. */
export function noSuchSecret(): never {
  throw new Problem(
    404,
    'No such secret',
    'A webhook has the secrets signing and signing_before, a database has password, a system of records has token.',
  );
}

/** A connector of this kind needs it. */
export function missingSecret(name: string): never {
  throw new Problem(400, 'Bad value', `body field "${name}": is missing`, { field: name });
}

/** The secret that is known is of another server. */
export function secretAgain(name: string): never {
  const detail = `body field "${name}": give it again, because the server or its encryption is another one`;
  throw new Problem(400, 'Bad value', detail, { field: name });
}

/** The secret before the present one still signs. */
export function secretBeforeIsThere(): never {
  throw new Problem(
    409,
    'Not possible now',
    'The secret was replaced and the old one still signs. Remove the old one first.',
  );
}

/** Nothing is sent while connectors are off. */
export function connectorsOff(): never {
  throw new Problem(
    409,
    'Connectors are off',
    'The setting CONNECTORS is off: nothing is sent. Set it to on and start again.',
  );
}

/** Connectors of this kind have no such thing. */
export function wrongKind(act: string, { name, kind }: Connector): never {
  throw new Problem(409, 'Not possible', `${name} is a connector of the kind ${kind}: ${act} is not for it.`, { kind });
}

/** The database refused to make the table. */
export function tableRefused(words: string): never {
  throw new Problem(409, 'Table not made', `The database refused it: ${words}.`);
}

/** HubSpot refused a request that a person has asked for, or did not answer it. */
export function hubspotRefused(words: string): never {
  throw new Problem(502, 'HubSpot refused it', `HubSpot did not do it: ${words}.`);
}

/** The other side did not answer what it was asked. */
export function otherSideTrouble({ name }: Connector, words: string): never {
  throw new Problem(502, 'No answer from the other side', `${name} could not be asked: ${words}.`);
}

/** The address may not be asked. */
export function refusedAddress(field: string): never {
  const detail = `body field "${field}": the address is of an inner network, or not encrypted. Encrypt it, or name the host in CONNECTORS_ALLOW.`;
  throw new Problem(400, 'Bad value', detail, { field });
}

/** Auth0 takes no Action that is so long. */
export function actionTooLong(bytes: number): never {
  throw new Problem(
    409,
    'Too long for an Action',
    `The Action would have ${bytes.toLocaleString('en')} bytes, and Auth0 takes 100,000. Shorten the tables of the mapping.`,
  );
}
