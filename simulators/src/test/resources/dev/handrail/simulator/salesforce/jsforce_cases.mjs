// What people do with jsforce, over TLS.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { createRequire } from 'node:module';

const { Connection, OAuth2 } = createRequire(process.env.NODE_MODULES_OF)('jsforce');
const url = process.env.SALESFORCE_URL;
const ca = readFileSync(process.env.SALESFORCE_CERTIFICATE);

const connected = (version = '66.0') =>
  new Connection({ instanceUrl: url, accessToken: process.env.SALESFORCE_TOKEN, version });

const admin = (method, path, body) =>
  new Promise((resolve, reject) => {
    const asked = request(process.env.SALESFORCE_ADMIN + path, { method, ca }, (answer) => {
      let text = '';
      answer.on('data', (part) => (text += part));
      answer.on('end', () => {
        if (answer.statusCode >= 300) reject(new Error(`${method} ${path}: ${text}`));
        else resolve(text ? JSON.parse(text) : undefined);
      });
    });
    asked.on('error', reject);
    asked.end(body === undefined ? '' : JSON.stringify(body));
  });

const refused = async (name, call) => {
  const refusal = await call().then(
    () => assert.fail(`${name} was expected`),
    (error) => error,
  );
  assert.equal(refusal.name, name, refusal.stack);
  return refusal;
};

const cases = {
  'creates, reads, changes and deletes a record': async () => {
    const conn = connected();
    const created = await conn.sobject('Account').create({ Name: 'Acme' });
    assert.ok(created.success);
    assert.ok((await conn.sobject('Account').update({ Id: created.id, Name: 'Acme, Inc.' })).success);
    const record = await conn.sobject('Account').retrieve(created.id);
    assert.equal(record.Name, 'Acme, Inc.');
    assert.equal(record.attributes.type, 'Account');
    assert.ok((await conn.sobject('Account').destroy(created.id)).success);
    await refused('NOT_FOUND', () => conn.sobject('Account').retrieve(created.id));
  },

  'creates, changes and deletes many at once': async () => {
    const conn = connected();
    const created = await conn.sobject('Account').create([{ Name: 'a' }, { Name: 'b' }]);
    const records = await conn.sobject('Account').retrieve(created.map(({ id }) => id));
    assert.deepEqual(records.map(({ Name }) => Name), ['a', 'b']);
    const changed = await conn.sobject('Account').update(records.map(({ Id, Name }) => ({ Id, Name: `${Name}!` })));
    assert.ok(changed.every(({ success }) => success));
    await conn.sobject('Account').destroy(created.map(({ id }) => id));
    assert.deepEqual(await conn.sobject('Account').retrieve(created.map(({ id }) => id)), [null, null]);
  },

  'upserts by external id in old and new versions': async () => {
    for (const version of ['45.0', '66.0']) {
      const conn = connected(version);
      const lead = { LastName: 'a', Company: 'c', External_ID__c: `k-${version}` };
      assert.ok((await conn.sobject('Lead').upsert(lead, 'External_ID__c')).success);
      assert.ok((await conn.sobject('Lead').upsert({ ...lead, LastName: 'b' }, 'External_ID__c')).success);
      const found = await conn.sobject('Lead').find({ External_ID__c: `k-${version}` }, 'LastName');
      assert.deepEqual(found.map(({ LastName }) => LastName), ['b']);
    }
    assert.deepEqual((await admin('GET', '/ledger/summary')).repeated, []);
  },

  'learns that a key fits several records': async () => {
    await admin('POST', '/objects/Lead/fields', { name: 'Loose__c', type: 'string', externalId: true });
    await admin('POST', '/records/Lead', [1, 2].map(() => ({ LastName: 'x', Company: 'c', Loose__c: 'k' })));
    const several = await refused('MULTIPLE_CHOICES', () =>
      connected().sobject('Lead').upsert({ LastName: 'y', Loose__c: 'k' }, 'Loose__c'),
    );
    assert.equal(several.data.length, 2);
  },

  'takes everything back when one of many fails': async () => {
    const conn = connected();
    const leads = [{ LastName: 'a', Company: 'c', External_ID__c: 'k-1' }, { LastName: 'b', External_ID__c: 'k-2' }];
    const results = await conn.sobject('Lead').upsert(leads, 'External_ID__c', { allOrNone: true });
    assert.deepEqual(results.map((each) => each.errors[0].statusCode), [
      'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      'REQUIRED_FIELD_MISSING',
    ]);
    assert.equal((await conn.query('SELECT COUNT() FROM Lead')).totalSize, 0);
  },

  'queries with conditions, order, children and pages': async () => {
    const conn = connected();
    await admin('POST', '/records/Account', [{ Name: 'Acme', External_ID__c: 'a' }, { Name: "O'Brien" }]);
    await admin('POST', '/records/Contact', [{ LastName: 'Reyes', Account: { External_ID__c: 'a' } }]);
    await admin('POST', '/records/Task', Array.from({ length: 2500 }, (_, i) => ({ Subject: `t${i}` })));
    const accounts = await conn
      .sobject('Account')
      .find({ Name: { $like: 'A%' } }, 'Name, Owner.Name')
      .include('Contacts')
      .select('LastName')
      .end()
      .sort({ Name: -1 })
      .limit(5);
    assert.equal(accounts[0].Owner.Name, 'Dana Reyes');
    assert.equal(accounts[0].Contacts.records[0].LastName, 'Reyes');
    assert.equal((await conn.sobject('Account').find({ Name: "O'Brien" })).length, 1);
    const tasks = await conn.query('SELECT Subject FROM Task', { autoFetch: true, maxFetch: 5000 });
    assert.equal(tasks.records.length, 2500);
  },

  'searches': async () => {
    await admin('POST', '/records/Account', { Name: 'Acme, Inc.' });
    const { searchRecords } = await connected().search('FIND {acme} IN NAME FIELDS RETURNING Account(Id, Name)');
    assert.equal(searchRecords[0].Name, 'Acme, Inc.');
  },

  'describes, and tells the limits and who is signed in': async () => {
    const conn = connected();
    assert.ok((await conn.describeGlobal()).sobjects.some(({ name }) => name === 'Lead'));
    const lead = await conn.sobject('Lead').describe();
    assert.ok(lead.fields.find(({ name }) => name === 'External_ID__c').externalId);
    assert.ok(conn.limitInfo.apiUsage.used > 0);
    assert.ok((await conn.limits()).DailyApiRequests.Remaining > 0);
    assert.equal((await conn.identity()).username, 'handrail@example.com');
  },

  'sends a composite request': async () => {
    const answer = await connected().requestPost('/services/data/v66.0/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: '/services/data/v66.0/sobjects/Account', referenceId: 'a', body: { Name: 'Acme' } },
        { method: 'GET', url: '/services/data/v66.0/sobjects/Account/@{a.id}', referenceId: 'r' },
      ],
    });
    assert.equal(answer.compositeResponse[1].body.Name, 'Acme');
  },

  'converts a lead over SOAP, once': async () => {
    const conn = connected('64.0');
    const { id } = await conn.sobject('Lead').create({ LastName: 'Reyes', Company: 'Acme' });
    const wanted = { leadId: id, convertedStatus: 'Closed - Converted' };
    const converted = await conn.soap.convertLead(wanted);
    assert.ok(converted.success);
    assert.equal((await conn.sobject('Contact').retrieve(converted.contactId)).AccountId, converted.accountId);
    const again = await conn.soap.convertLead(wanted);
    assert.ok(!again.success);
    assert.equal(again.errors[0].statusCode, 'CANNOT_UPDATE_CONVERTED_LEAD');
  },

  'signs in, signs out and refreshes an expired session': async () => {
    const oauth2 = { clientId: 'handrail-simulator', clientSecret: 'handrail-simulator-secret', redirectUri: 'http://localhost/back', loginUrl: url };
    const conn = new Connection({ oauth2, loginUrl: url, version: '66.0' });
    const location = await new Promise((resolve, reject) => {
      request(conn.oauth2.getAuthorizationUrl({ state: 's' }), { ca }, (answer) => resolve(answer.resume().headers.location))
        .on('error', reject)
        .end();
    });
    const user = await conn.authorize(new URL(location).searchParams.get('code'));
    assert.ok(user.id.startsWith('005'));
    let refreshes = 0;
    conn.on('refresh', () => (refreshes += 1));
    await admin('POST', '/sessions/invalidate', {});
    assert.equal((await conn.query('SELECT Id FROM User')).totalSize, 2);
    assert.equal(refreshes, 1);
    await conn.logout();
    assert.equal(conn.accessToken, null);

    const byPassword = await new OAuth2(oauth2).authenticate('handrail@example.com', 'simulator-password');
    assert.ok(byPassword.access_token);
    const bySoap = new Connection({ loginUrl: url, version: '64.0' });
    assert.ok((await bySoap.loginBySoap('handrail@example.com', 'simulator-password')).organizationId.startsWith('00D'));
    await assert.rejects(() => bySoap.loginBySoap('handrail@example.com', 'wrong'), /INVALID_LOGIN/);
  },

  'says a refusal with its code': async () => {
    const conn = connected();
    await refused('REQUIRED_FIELD_MISSING', () => conn.sobject('Lead').create({ LastName: 'x' }));
    await refused('MALFORMED_QUERY', () => conn.query('SELECT FROM Lead'));
    await admin('POST', '/faults', {
      kind: 'error_before',
      status: 400,
      times: 1,
      answer: [{ errorCode: 'UNABLE_TO_LOCK_ROW', message: 'unable to obtain exclusive access to this record', fields: [] }],
    });
    await refused('UNABLE_TO_LOCK_ROW', () => conn.sobject('Account').create({ Name: 'x' }));
  },
};

for (const [name, run] of Object.entries(cases)) {
  await admin('POST', '/reset');
  const outcome = { case: name };
  try {
    await run();
  } catch (error) {
    outcome.failure = error.stack;
  }
  console.log(JSON.stringify(outcome));
}
