import { type RecordPolicies } from '../../records/record-config';
import { ada, adaThere, adaWithout, type ParityVector, stranger } from './parity-vector';

const known = { ...ada, created_at: '2026-09-01T00:00:00.000Z' };
const filter: RecordPolicies['filter'] = [{ source: 'app_metadata.plan', is: 'one_of', values: ['pro', 'team'] }];

/** When a contact is made. */
export const createVectors: readonly ParityVector[] = [
  {
    name: 'a new user gets a contact',
    type: 'user.created',
    object: ada,
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'a new user whose address is not verified gets a contact, too',
    type: 'user.created',
    object: { ...ada, email_verified: false },
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'a new user whose address is not verified gets none, where the settings say so',
    type: 'user.created',
    object: { ...ada, email_verified: false },
    policies: { createUnverified: false },
    calls: ['GET auth0|ada by auth0_user_id 404', 'GET ada@new.test by email 404'],
    says: 'no contact: the address is not verified',
  },
  {
    name: 'a new user without an address gets none',
    type: 'user.created',
    object: adaWithout('email', 'email_verified'),
    calls: ['GET auth0|ada by auth0_user_id 404'],
    says: 'no contact: the user has no address',
  },
  {
    name: 'a new user without an address gets a contact from the names, where the settings say so',
    type: 'user.created',
    object: adaWithout('email', 'email_verified'),
    policies: { withoutEmail: 'create' },
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'a new user is ignored, where the settings say so',
    type: 'user.created',
    object: ada,
    policies: { whenNew: 'ignore' },
    calls: ['GET auth0|ada by auth0_user_id 404', 'GET ada@new.test by email 404'],
    says: 'no contact: the settings say ignore',
  },
  {
    name: 'a new user is for a person to decide, where the settings say so',
    type: 'user.created',
    object: ada,
    policies: { whenNew: 'review' },
    calls: ['GET auth0|ada by auth0_user_id 404', 'GET ada@new.test by email 404'],
    says: 'no contact: the settings say review',
  },
  {
    name: 'a user that is older than the connector is ignored, where the settings say so',
    type: 'user.updated',
    object: known,
    policies: { whenKnown: 'ignore' },
    calls: ['GET auth0|ada by auth0_user_id 404', 'GET ada@new.test by email 404'],
    says: 'no contact: the settings say ignore',
  },
  {
    name: 'a user that is older than the connector gets a contact',
    type: 'user.updated',
    object: known,
    policies: { whenNew: 'ignore' },
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'a user that does not take part gets none',
    type: 'user.created',
    object: ada,
    policies: { filter },
    calls: [],
    says: 'the user does not take part',
  },
  {
    name: 'a user that takes part gets a contact',
    type: 'user.created',
    object: { ...ada, app_metadata: { plan: 'pro' } },
    policies: { filter },
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'an address is written in small letters',
    type: 'user.created',
    object: { ...ada, email: 'Ada@New.test' },
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET Ada@New.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'HubSpot says that the contact exists, and names it',
    type: 'user.created',
    object: ada,
    contacts: [stranger],
    troubles: [{ match: { method: 'GET' }, skip: 1, times: 1, respond: { hide: ['77'] } }],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 409',
      'GET 77 200',
      'PATCH 77 {"auth0_status":"active","auth0_user_id":"auth0|ada","firstname":"Ada","lastname":"Lovelace"} 200',
    ],
    says: 'updated 77 (firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'HubSpot says that the contact exists, and does not name it',
    type: 'user.created',
    object: ada,
    contacts: [stranger],
    troubles: [
      { match: { method: 'GET' }, skip: 1, times: 1, respond: { hide: ['77'] } },
      { match: { method: 'POST' }, times: 1, respond: { status: 409 } },
    ],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 409',
      'GET ada@new.test by email 200',
      'PATCH 77 {"auth0_status":"active","auth0_user_id":"auth0|ada","firstname":"Ada","lastname":"Lovelace"} 200',
    ],
    says: 'updated 77 (firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'HubSpot says that a contact has an address that is not verified',
    type: 'user.created',
    object: { ...ada, email_verified: false },
    contacts: [stranger],
    troubles: [{ match: { method: 'GET' }, skip: 1, times: 1, respond: { hide: ['77'] } }],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 409',
      'GET 77 200',
    ],
    says: '77 has the address, which is not verified',
  },
  {
    name: 'an archived contact is none',
    type: 'user.created',
    object: ada,
    contacts: [{ id: '42', properties: adaThere, archived: true }],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
  {
    name: 'a user id is written into the address of a request as it has to be',
    type: 'user.created',
    object: { ...ada, user_id: 'a/b c?d#e%|ä' },
    calls: [
      'GET a/b c?d#e%|ä by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"a/b c?d#e%|ä","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status)',
  },
];
