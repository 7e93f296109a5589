import { hubspotDefaults } from '../../records/record-config';
import { ada, earlier, link, type ParityVector, row, there } from './parity-vector';

const filling = [row('given_name', 'firstname', { when: 'if_empty' }), row('user_id', 'auth0_user_id')];

/** When the row of a mapping is sent. */
export const rowVectors: readonly ParityVector[] = [
  {
    name: 'a row for new contacts changes no other',
    type: 'user.updated',
    object: { ...ada, given_name: 'Augusta' },
    mapping: [row('given_name', 'firstname', { when: 'create' }), row('family_name', 'lastname')],
    contacts: [there({ lastname: 'Byron' }, earlier)],
    link: { recordId: '42', sent: { firstname: 'Ada', lastname: 'Byron' } },
    calls: ['GET auth0|ada by auth0_user_id 200', 'PATCH 42 {"lastname":"Lovelace"} 200'],
    says: 'updated 42 (lastname)',
  },
  {
    name: 'a row for new contacts is for new contacts',
    type: 'user.created',
    object: ada,
    mapping: [...hubspotDefaults.mapping, row('=lead', 'lifecyclestage', { when: 'create' })],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 404',
      'POST {"auth0_status":"active","auth0_user_id":"auth0|ada","email":"ada@new.test","firstname":"Ada","lastname":"Lovelace","lifecyclestage":"lead"} 201',
    ],
    says: 'created 101 (email, firstname, lastname, auth0_user_id, auth0_status, lifecyclestage)',
  },
  {
    name: 'a row that fills fills what is empty',
    type: 'user.created',
    object: ada,
    mapping: filling,
    contacts: [{ id: '42', properties: { email: 'ada@new.test' } }],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 200',
      'PATCH 42 {"auth0_user_id":"auth0|ada","firstname":"Ada"} 200',
    ],
    says: 'updated 42 (firstname, auth0_user_id)',
  },
  {
    name: 'a row that fills leaves what is there',
    type: 'user.created',
    object: ada,
    mapping: filling,
    contacts: [{ id: '42', properties: { email: 'ada@new.test', firstname: 'A.' } }],
    calls: [
      'GET auth0|ada by auth0_user_id 404',
      'GET ada@new.test by email 200',
      'PATCH 42 {"auth0_user_id":"auth0|ada"} 200',
    ],
    says: 'updated 42 (auth0_user_id)',
  },
  {
    name: 'what a person has changed in HubSpot is replaced',
    type: 'user.updated',
    object: ada,
    contacts: [there({ firstname: 'Ada Augusta' }, earlier)],
    link,
    calls: ['GET auth0|ada by auth0_user_id 200', 'PATCH 42 {"firstname":"Ada"} 200'],
    says: 'updated 42 (firstname)',
    differs: { why: 'The connector remembers what it sent, and sends what differs from that.', writes: [] },
  },
];
