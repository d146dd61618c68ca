// @hubspot/api-client (npm): the v3 and v4 paths, which it takes only with the status codes that HubSpot gives.

import assert from 'node:assert/strict'
import { createRequire } from 'node:module'

const { Client, AssociationTypes } = createRequire(process.env.NODE_MODULES_OF)('@hubspot/api-client')
const { HUBSPOT_URL: basePath, HUBSPOT_TOKEN: accessToken, HUBSPOT_ADMIN } = process.env

async function admin(method, path, body) {
  const answer = await fetch(HUBSPOT_ADMIN + path, { method, body: body && JSON.stringify(body) })
  assert.ok(answer.ok, `${method} ${path} answered ${answer.status}`)
  const text = await answer.text()
  return text ? JSON.parse(text) : undefined
}

const later = (seconds) => admin('PUT', '/clock', { advance: `PT${seconds}S` })
const standard = (associationTypeId) => [{ associationCategory: 'HUBSPOT_DEFINED', associationTypeId }]

const client = new Client({ accessToken, basePath })
const crm = client.crm

const contact = (properties, associations = []) => crm.contacts.basicApi.create({ properties, associations })
const company = (properties) => crm.companies.basicApi.create({ properties, associations: [] })
const deal = (properties) => crm.deals.basicApi.create({ properties, associations: [] })

async function refused(code, call) {
  const error = await call().then(
    () => assert.fail(`${code} was expected`),
    (reason) => reason,
  )
  assert.equal(error.code, code, String(error))
  return error
}

const cases = {
  async 'creates, reads, updates and archives a contact'() {
    const created = await contact({ email: 'Ada@Acme.com', firstname: 'Ada' })
    assert.equal(created.properties.email, 'ada@acme.com')
    assert.ok(created.createdAt instanceof Date && !created.archived)
    const read = await crm.contacts.basicApi.getById(created.id, ['firstname', 'phone'])
    assert.deepEqual([read.properties.firstname, read.properties.phone], ['Ada', null])
    const byEmail = await crm.contacts.basicApi.getById('ada@acme.com', ['email'], [], [], false, 'email')
    assert.equal(byEmail.id, created.id)
    await later(60)
    const updated = await crm.contacts.basicApi.update(created.id, { properties: { phone: '+4420' } })
    assert.ok(updated.updatedAt > created.updatedAt)
    await crm.contacts.basicApi.archive(created.id)
    await refused(404, () => crm.contacts.basicApi.getById(created.id))
  },

  async 'creates, reads, updates and archives companies and deals'() {
    const acme = await company({ name: 'ACME', domain: 'acme.com' })
    assert.equal((await crm.companies.basicApi.getById(acme.id)).properties.domain, 'acme.com')
    const sale = await deal({ dealname: 'Engine', pipeline: 'default', dealstage: 'qualifiedtobuy', amount: '10' })
    await crm.deals.basicApi.update(sale.id, { properties: { dealstage: 'closedlost' } })
    const moved = await crm.deals.basicApi.getById(sale.id, ['hs_is_closed', 'hs_is_closed_won'])
    assert.deepEqual([moved.properties.hs_is_closed, moved.properties.hs_is_closed_won], ['true', 'false'])
    await refused(400, () => crm.deals.basicApi.update(sale.id, { properties: { dealstage: 'nosuchstage' } }))
    await crm.deals.basicApi.archive(sale.id)
    await crm.companies.basicApi.archive(acme.id)
    assert.equal((await crm.deals.getAll()).length, 0)
  },

  async 'gets everybody over all pages'() {
    for (const letter of ['a', 'b']) {
      const inputs = Array.from({ length: 60 }, (_, i) => ({
        properties: { email: `${letter}${i}@acme.com` },
        associations: [],
      }))
      await crm.contacts.batchApi.create({ inputs })
    }
    assert.equal(new Set((await crm.contacts.getAll(50)).map((each) => each.id)).size, 120)
  },

  async 'refuses what is not valid and names the contact that is there already'() {
    const first = await contact({ email: 'ada@acme.com' })
    const conflict = await refused(409, () => contact({ email: 'ada@acme.com' }))
    assert.match(conflict.body.message, new RegExp(`Existing ID: ${first.id}$`))
    assert.equal(conflict.body.category, 'CONFLICT')
    const invalid = await refused(400, () => contact({ nosuchthing: '1', email: 'x' }))
    assert.deepEqual(
      invalid.body.errors.map((each) => each.code),
      ['PROPERTY_DOESNT_EXIST', 'INVALID_EMAIL'],
    )
    assert.ok(invalid.body.correlationId)
    const tooMany = Array.from({ length: 101 }, (_, i) => ({ id: String(i) }))
    await refused(400, () => crm.contacts.batchApi.archive({ inputs: tooMany }))
  },

  async 'upserts by a unique property'() {
    await crm.properties.coreApi.create('contacts', {
      name: 'handrail_key',
      label: 'Key',
      type: 'string',
      fieldType: 'text',
      groupName: 'contactinformation',
      hasUniqueValue: true,
    })
    const upsert = async (...inputs) =>
      crm.contacts.batchApi.upsert({ inputs: inputs.map((each) => ({ idProperty: 'handrail_key', ...each })) })
    const first = await upsert({ id: 'k1', properties: { firstname: 'Ada' } })
    const second = await upsert(
      { id: 'k1', properties: { firstname: 'Augusta' } },
      { id: 'k2', properties: { firstname: 'Bob' } },
    )
    assert.deepEqual(
      second.results.map((each) => each._new),
      [false, true],
    )
    assert.equal(second.results[0].id, first.results[0].id)
    await refused(400, () => upsert({ id: 'k1', properties: {} }, { id: 'k1', properties: {} }))
    const partly = await crm.contacts.batchApi.upsert({
      inputs: [
        { id: 'k3', idProperty: 'handrail_key', objectWriteTraceId: 'a', properties: { firstname: 'Cid' } },
        { id: 'k4', idProperty: 'handrail_key', objectWriteTraceId: 'b', properties: { email: 'x' } },
      ],
    })
    assert.deepEqual([partly.results.length, partly.numErrors], [1, 1])
  },

  async 'reads and updates many'() {
    const ada = await contact({ email: 'ada@acme.com' })
    const read = await crm.contacts.batchApi.read({
      inputs: [{ id: 'ada@acme.com' }, { id: 'nobody@acme.com' }],
      idProperty: 'email',
      properties: ['email'],
      propertiesWithHistory: [],
    })
    assert.deepEqual([read.results[0].id, read.numErrors], [ada.id, 1])
    const updated = await crm.contacts.batchApi.update({ inputs: [{ id: ada.id, properties: { city: 'London' } }] })
    assert.equal(updated.results[0].properties.city, 'London')
    await crm.contacts.batchApi.archive({ inputs: [{ id: ada.id }] })
    assert.equal((await admin('GET', '/records')).contacts, 0)
  },

  async 'finds what is indexed'() {
    await contact({ email: 'ada@acme.com', firstname: 'Ada', lastname: 'Lovelace' })
    const find = (filters, more = {}) =>
      crm.contacts.searchApi.doSearch({
        filterGroups: [{ filters }],
        sorts: ['-createdate'],
        properties: ['firstname'],
        limit: 10,
        after: '0',
        ...more,
      })
    const byEmail = [{ propertyName: 'email', operator: 'EQ', value: 'ada@acme.com' }]
    assert.equal((await find(byEmail)).total, 0)
    await later(2)
    const found = await find(byEmail)
    assert.deepEqual([found.total, found.results[0].properties.firstname], [1, 'Ada'])
    assert.equal((await find([{ propertyName: 'lastname', operator: 'HAS_PROPERTY' }])).total, 1)
    assert.equal((await find(byEmail, { query: 'lovelace' })).total, 1)
    await refused(400, () => find(byEmail, { limit: 201 }))
  },

  async 'associates contacts, companies, deals and activities'() {
    const acme = await company({ name: 'ACME' })
    const ada = await contact({ email: 'ada@acme.com' }, [
      { to: { id: acme.id }, types: standard(AssociationTypes.contactToCompany) },
    ])
    const sale = await deal({ dealname: 'Engine' })
    const pair = await crm.associations.v4.basicApi.create(
      'deals',
      sale.id,
      'contacts',
      ada.id,
      standard(AssociationTypes.dealToContact),
    )
    assert.deepEqual([pair.fromObjectTypeId, pair.toObjectTypeId], ['0-3', '0-1'])
    await crm.associations.v4.basicApi.createDefault('deals', sale.id, 'companies', acme.id)
    const companies = await crm.associations.v4.basicApi.getPage('deals', sale.id, 'companies')
    assert.deepEqual(
      companies.results[0].associationTypes.map((each) => each.typeId),
      [AssociationTypes.primaryDealToCompany, AssociationTypes.dealToCompany],
    )
    const task = await crm.objects.tasks.basicApi.create({
      properties: { hs_task_subject: 'Call Ada', hs_timestamp: '2026-11-21T09:00:00Z' },
      associations: [{ to: { id: ada.id }, types: standard(AssociationTypes.taskToContact) }],
    })
    const many = await crm.associations.v4.batchApi.getPage('contacts', 'tasks', { inputs: [{ id: ada.id }] })
    assert.equal(many.results[0].to[0].toObjectId, task.id)
    const none = await crm.associations.v4.batchApi.getPage('contacts', 'calls', { inputs: [{ id: ada.id }] })
    assert.equal(none.errors[0].subCategory, 'crm.associations.NO_ASSOCIATIONS_FOUND')
    await crm.associations.v4.batchApi.archive('deals', 'contacts', {
      inputs: [{ _from: { id: sale.id }, to: [{ id: ada.id }] }],
    })
    assert.equal((await crm.associations.v4.basicApi.getPage('deals', sale.id, 'contacts')).results.length, 0)
    const named = await crm.associations.batchApi.read('contacts', 'companies', { inputs: [{ id: ada.id }] })
    assert.ok(named.results[0].to.some((each) => each.type === 'contact_to_company'))
  },

  async 'defines properties, pipelines and reads owners'() {
    const made = await crm.properties.batchApi.create('deals', {
      inputs: [
        { name: 'ai_score', label: 'Score', type: 'number', fieldType: 'number', groupName: 'dealinformation' },
        { name: 'ai_why', label: 'Why', type: 'string', fieldType: 'textarea', groupName: 'dealinformation' },
      ],
    })
    assert.equal(made.results.length, 2)
    assert.equal((await crm.properties.coreApi.getByName('deals', 'ai_score')).label, 'Score')
    await refused(404, () => crm.properties.coreApi.getByName('deals', 'nosuchthing'))
    await refused(400, () => deal({ dealname: 'D', ai_score: 'high' }))
    const stages = await crm.pipelines.pipelineStagesApi.getAll('deals', 'default')
    assert.equal(stages.results[0].id, 'appointmentscheduled')
    const renewals = await crm.pipelines.pipelinesApi.create('deals', {
      label: 'Renewals',
      displayOrder: 1,
      stages: [{ label: 'Asked', displayOrder: 0, metadata: { probability: '0.5' } }],
    })
    await crm.pipelines.pipelinesApi.archive('deals', renewals.id)
    const owners = await crm.owners.ownersApi.getPage('ada.owner@example.com')
    assert.deepEqual(
      owners.results.map((each) => each.lastName),
      ['Owner'],
    )
    assert.equal((await crm.schemas.coreApi.getById('contacts')).objectTypeId, '0-1')
  },

  async 'turns away strangers and takes OAuth tokens'() {
    const stranger = new Client({ accessToken: 'nobody', basePath })
    const error = await refused(401, () => stranger.crm.contacts.basicApi.getPage())
    assert.equal(error.body.category, 'INVALID_AUTHENTICATION')
    const known = await admin('GET', '/oauth')
    const issued = await client.oauth.tokensApi.create(
      'refresh_token',
      undefined,
      undefined,
      known.clientId,
      known.clientSecret,
      known.refreshToken,
    )
    const ours = new Client({ accessToken: issued.accessToken, basePath })
    assert.equal((await ours.crm.contacts.basicApi.getPage()).results.length, 0)
    assert.equal((await client.oauth.accessTokensApi.get(issued.accessToken)).tokenType, 'access')
  },

  async 'sends raw requests, and only JSON is taken'() {
    const details = await client.apiRequest({ path: '/account-info/v3/details' })
    assert.equal((await details.json()).portalId, 48000001)
    const plain = await client.apiRequest({
      method: 'POST',
      path: '/crm/v3/objects/contacts',
      defaultJson: false,
      headers: { 'Content-Type': 'text/plain' },
      body: 'firstname=Ada',
    })
    assert.equal(plain.status, 415)
  },

  async 'says which limit is used up'() {
    await admin('PUT', '/quota', { perTenSeconds: 1, perDay: 2, usedToday: 0 })
    await crm.contacts.basicApi.getPage()
    const error = await refused(429, () => crm.contacts.basicApi.getPage())
    assert.equal(error.body.policyName, 'TEN_SECONDLY_ROLLING')
    assert.equal(error.headers['retry-after'], '10')
    await later(10)
    await crm.contacts.basicApi.getPage()
    await later(10)
    assert.equal((await refused(429, () => crm.contacts.basicApi.getPage())).body.policyName, 'DAILY')
  },

  async 'retries after a failure and after the limit of searches, by the rules of the client'() {
    const patient = new Client({ accessToken, basePath, numberOfApiCallRetries: 3 })
    await admin('POST', '/faults', { kind: 'error_before', status: 500, times: 2 })
    assert.equal((await patient.crm.contacts.basicApi.getPage()).results.length, 0)
    await admin('PUT', '/quota', { searchesPerSecond: 1 })
    await admin('PUT', '/clock', { stopped: false })
    const search = { filterGroups: [], sorts: [], properties: [], limit: 1, after: '0' }
    await patient.crm.contacts.searchApi.doSearch(search)
    assert.equal((await patient.crm.contacts.searchApi.doSearch(search)).total, 0)
    const refusals = (await admin('GET', '/ledger?kind=request')).filter((each) => each.status === 429)
    assert.equal(refusals.length, 1)
  },
}

for (const [name, run] of Object.entries(cases)) {
  await admin('POST', '/reset')
  await admin('PUT', '/quota', { perTenSeconds: 100000, searchesPerSecond: 100000 })
  await admin('PUT', '/clock', { stopped: true })
  const outcome = { case: name }
  try {
    await run()
  } catch (error) {
    outcome.failure = error.stack ?? String(error)
  }
  console.log(JSON.stringify(outcome))
}
