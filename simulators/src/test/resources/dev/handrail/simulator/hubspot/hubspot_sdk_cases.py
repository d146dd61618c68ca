"""hubspot-sdk (PyPI): the 2026-03 paths. Every answer is checked strictly against the models of the client."""

import sys

import hubspot_sdk
from hubspot_sdk import HubSpot

from cases import TOKEN, URL, admin, case, later, run


def client_of(token, retries=0):
    return HubSpot(access_token=token, base_url=URL, max_retries=retries, _strict_response_validation=True)


client = client_of(TOKEN)
crm = client.crm
ADA = {"email": "ada@acme.com", "firstname": "Ada", "lastname": "Lovelace"}


def contact(**values):
    return crm.objects.contacts.create(properties=values, associations=[])


def company(**values):
    return crm.objects.companies.create(properties=values, associations=[])


def deal(**values):
    return crm.objects.deals.create(properties=values, associations=[])


def refused(exception, call):
    try:
        call()
    except exception as error:
        return error
    raise AssertionError(f"{exception.__name__} was expected")


@case
def creates_reads_updates_and_archives_contacts():
    created = contact(**ADA)
    assert created.properties["email"] == "ada@acme.com" and not created.archived
    read = crm.objects.contacts.get(created.id)
    assert read.properties["lastname"] == "Lovelace"
    assert crm.objects.contacts.get("ada@acme.com", id_property="email").id == created.id
    later(30)
    updated = crm.objects.contacts.update(created.id, properties={"jobtitle": "Programmer"})
    assert updated.properties["jobtitle"] == "Programmer" and updated.updated_at > created.updated_at
    history = crm.objects.contacts.get(created.id, properties_with_history=["jobtitle"])
    assert history.properties_with_history["jobtitle"][0].value == "Programmer"
    crm.objects.contacts.delete(created.id)
    refused(hubspot_sdk.NotFoundError, lambda: crm.objects.contacts.get(created.id))
    assert crm.objects.contacts.get(created.id, archived=True).archived


@case
def creates_reads_updates_and_archives_deals():
    created = deal(
        dealname="Engine", amount="1200.50", dealstage="appointmentscheduled", pipeline="default", closedate="2026-12-24"
    )
    assert created.properties["closedate"] == "2026-12-24T00:00:00Z"
    assert crm.objects.deals.get(created.id).properties["amount"] == "1200.50"
    won = crm.objects.deals.update(created.id, properties={"dealstage": "closedwon"})
    assert won.properties["hs_is_closed_won"] == "true"
    crm.objects.deals.delete(created.id)
    assert list(crm.objects.deals.list()) == []


@case
def creates_reads_updates_and_archives_companies():
    created = company(name="ACME", domain="acme.com")
    assert crm.objects.companies.get(created.id).properties["domain"] == "acme.com"
    crm.objects.companies.update(created.id, properties={"industry": "MACHINERY"})
    assert [each.id for each in crm.objects.companies.list()] == [created.id]
    crm.objects.companies.delete(created.id)
    refused(hubspot_sdk.NotFoundError, lambda: crm.objects.companies.update(created.id, properties={"name": "A"}))


@case
def creates_tasks_notes_and_calls_for_a_contact():
    ada = contact(**ADA)
    when = {"hs_timestamp": "2026-11-21T09:00:00Z"}
    for resource, kind, values, association in (
        (crm.objects.tasks, "tasks", {"hs_task_subject": "Call Ada", "hs_task_status": "NOT_STARTED"}, 204),
        (crm.objects.notes, "notes", {"hs_note_body": "First programmer"}, 202),
        (crm.objects.calls, "calls", {"hs_call_title": "Hello", "hs_call_direction": "OUTBOUND"}, 194),
    ):
        spec = {"association_category": "HUBSPOT_DEFINED", "association_type_id": association}
        created = resource.create(properties={**values, **when}, associations=[{"to": {"id": ada.id}, "types": [spec]}])
        read = resource.get(created.id, properties=list(values), associations=["contacts"])
        assert values.items() <= read.properties.items()
        assert read.associations["contacts"].results[0].id == ada.id
        assert [each.to_object_id for each in crm.associations.list(kind, object_type="contacts", object_id=ada.id)] == [
            created.id
        ]
        refused(hubspot_sdk.BadRequestError, lambda: resource.create(properties=values, associations=[]))


@case
def lists_all_records_over_its_pages():
    for start in (0, 100):
        crm.objects.contacts.batch.create(
            inputs=[
                {"properties": {**ADA, "email": f"p{start + i}@acme.com"}, "associations": []} for i in range(100 - start // 4)
            ]
        )
    assert len({each.id for each in crm.objects.contacts.list(limit=50)}) == 175


@case
def upserts_by_a_unique_property():
    crm.properties.create(
        "0-3",
        name="handrail_key",
        label="Key",
        type="string",
        field_type="text",
        group_name="dealinformation",
        has_unique_value=True,
    )

    def upsert(**values):
        inputs = [{"id": "k1", "id_property": "handrail_key", "properties": values}]
        return crm.objects.deals.batch.upsert(inputs=inputs).results[0]

    first = upsert(dealname="Engine")
    second = upsert(dealname="Difference Engine")
    assert first.new and not second.new and first.id == second.id
    assert crm.objects.deals.get("k1", id_property="handrail_key", properties=["dealname"]).properties["dealname"] == (
        "Difference Engine"
    )
    error = refused(hubspot_sdk.BadRequestError, lambda: deal(dealname="Other", handrail_key="k1"))
    assert error.body["errors"][0]["code"] == "CONFLICTING_UNIQUE_VALUE"


@case
def reads_updates_and_archives_many():
    ids = [contact(**{**ADA, "email": f"{name}@acme.com"}).id for name in ("ada", "bob")]
    read = crm.objects.contacts.batch.get(
        inputs=[{"id": each} for each in ids], properties=["email"], properties_with_history=[]
    )
    assert read.status == "COMPLETE" and [each.properties["email"] for each in read.results] == ["ada@acme.com", "bob@acme.com"]
    changed = crm.objects.contacts.batch.update(
        inputs=[{"id": each, "properties": {"company": "ACME"}} for each in ids]
    )
    assert [each.properties["company"] for each in changed.results] == ["ACME", "ACME"]
    crm.objects.contacts.batch.delete(inputs=[{"id": each} for each in ids])
    assert admin("GET", "/records")["contacts"] == 0


@case
def searches_what_is_indexed():
    contact(**ADA, annualrevenue="100")
    contact(email="bob@acme.com", firstname="Bob", lastname="Builder", annualrevenue="300")

    def found(*filters, query=""):
        answer = crm.objects.contacts.search(
            after="0",
            filter_groups=[{"filters": list(filters)}] if filters else [],
            limit=10,
            properties=["firstname"],
            sorts=["-annualrevenue"],
            query=query,
        )
        assert answer.total == len(answer.results)
        return [each.properties["firstname"] for each in answer.results]

    assert found() == []
    later(2)
    assert found() == ["Bob", "Ada"]
    assert found({"property_name": "annualrevenue", "operator": "BETWEEN", "value": "50", "high_value": "150"}) == ["Ada"]
    assert found({"property_name": "lastname", "operator": "NOT_IN", "values": ["lovelace"]}) == ["Bob"]
    assert found({"property_name": "email", "operator": "CONTAINS_TOKEN", "value": "*@acme.com"}) == ["Bob", "Ada"]
    assert found(query="lovel") == ["Ada"]


@case
def associates_and_dissociates():
    ada, acme = contact(**ADA), company(name="ACME", domain="acme.com")
    made = crm.associations.create(acme.id, from_object_type="contacts", from_object_id=ada.id, to_object_type="companies")
    assert {(each.from_.id, each.association_spec.association_type_id) for each in made.results} == {
        (ada.id, 279),
        (acme.id, 280),
    }
    listed = list(crm.associations.list("companies", object_type="contacts", object_id=ada.id))
    assert {each.type_id for each in listed[0].association_types} == {1, 279}
    crm.associations.delete(acme.id, object_type="contacts", object_id=ada.id, to_object_type="companies")
    assert list(crm.associations.list("companies", object_type="contacts", object_id=ada.id)) == []


@case
def associates_many_with_labels():
    label = crm.associations_schema.labels.create_label(
        "companies", from_object_type="contacts", label="Adviser", inverse_label="Advised by", name="adviser"
    ).results[0]
    ada, acme = contact(**ADA), company(name="ACME", domain="acme.com")
    spec = {"association_category": label.category, "association_type_id": label.type_id}
    pair = {"from": {"id": ada.id}, "to": {"id": acme.id}}
    made = crm.associations.batch.create("companies", from_object_type="contacts", inputs=[{**pair, "types": [spec]}])
    assert made.results[0].labels == ["Adviser"]
    read = crm.associations.batch.get("companies", from_object_type="contacts", inputs=[{"id": ada.id}])
    assert read.results[0].from_.id == ada.id
    assert "Adviser" in {each.label for each in read.results[0].to[0].association_types}
    listed = crm.associations_schema.labels.list_labels("contacts", from_object_type="companies")
    assert "Advised by" in {each.label for each in listed.results}


@case
def defines_properties_and_groups():
    group = crm.properties.groups.create("contacts", name="handrail", label="Handrail", display_order=1)
    crm.properties.create(
        "contacts",
        name="ai_intent",
        label="Intent",
        type="enumeration",
        field_type="select",
        group_name=group.name,
        options=[{"label": "Buy", "value": "buy", "display_order": 0, "hidden": False, "description": ""}],
    )
    contact(**ADA, ai_intent="buy")
    error = refused(hubspot_sdk.BadRequestError, lambda: contact(email="bob@acme.com", ai_intent="sell"))
    assert error.body["errors"][0]["code"] == "INVALID_OPTION"
    assert crm.properties.update("ai_intent", object_type="contacts", label="AI intent").label == "AI intent"
    assert "ai_intent" in {each.name for each in crm.properties.list("contacts").results}
    crm.properties.delete("ai_intent", object_type="contacts")
    refused(hubspot_sdk.NotFoundError, lambda: crm.properties.get("ai_intent", object_type="contacts"))


@case
def keeps_pipelines_and_stages():
    stages = crm.pipelines.list_stages("default", object_type="deals").results
    assert stages[0].metadata["probability"] == "0.2"
    created = crm.pipelines.create(
        "deals",
        label="Renewals",
        display_order=1,
        stages=[{"label": "Asked", "display_order": 0, "metadata": {"probability": "0.5"}}],
    )
    assert {each.label for each in crm.pipelines.list("deals").results} == {"Sales Pipeline", "Renewals"}
    stage = crm.pipelines.create_stage(
        created.id, object_type="deals", label="Signed", display_order=1, metadata={"probability": "1.0"}
    )
    assert deal(dealname="R", pipeline=created.id, dealstage=stage.id).properties["hs_is_closed_won"] == "true"
    crm.pipelines.delete(created.id, object_type="deals")
    refused(hubspot_sdk.NotFoundError, lambda: crm.pipelines.get(created.id, object_type="deals"))


@case
def lists_owners():
    owners = list(crm.owners.list(limit=1))
    assert [each.first_name for each in owners] == ["Ada", "Grace", "Katherine"]
    assert crm.owners.get(int(owners[1].id)).email == "grace.seller@example.com"
    contact(**ADA, hubspot_owner_id=owners[1].id)
    refused(hubspot_sdk.BadRequestError, lambda: contact(email="b@acme.com", hubspot_owner_id="1"))


@case
def keeps_objects_of_the_accounts_own():
    machine = crm.object_schemas.create(
        allows_sensitive_properties=False,
        associated_objects=["CONTACT"],
        labels={"singular": "Machine", "plural": "Machines"},
        name="machine",
        primary_display_property="model",
        properties=[{"name": "model", "label": "Model", "type": "string", "field_type": "text"}],
        required_properties=["model"],
        searchable_properties=["model"],
        secondary_display_properties=[],
    )
    assert [each.id for each in crm.object_schemas.list().results] == [machine.id]
    created = crm.objects.generic_objects.create(
        machine.object_type_id, properties={"model": "Difference Engine"}, associations=[]
    )
    assert created.properties["model"] == "Difference Engine"
    assert crm.object_schemas.get("contacts").object_type_id == "0-1"


@case
def merges_contacts():
    ada, double = contact(**ADA), contact(**{**ADA, "email": "a.l@acme.com"})
    merged = crm.objects.contacts.merge(primary_object_id=ada.id, object_id_to_merge=double.id)
    assert merged.properties["hs_additional_emails"] == "a.l@acme.com"
    assert crm.objects.contacts.get("a.l@acme.com", id_property="email").id == merged.id


@case
def turns_away_by_status():
    refused(hubspot_sdk.AuthenticationError, lambda: list(client_of("nobody").crm.owners.list()))
    contact(**ADA)
    error = refused(hubspot_sdk.ConflictError, lambda: contact(**ADA))
    assert "Existing ID" in error.body["message"]
    admin("PUT", "/scopes", {"granted": []})
    error = refused(hubspot_sdk.PermissionDeniedError, lambda: contact(email="bob@acme.com"))
    assert error.body["category"] == "MISSING_SCOPES"


@case
def breaks_as_told():
    for status in (423, 477, 500, 502, 503, 504):
        admin("PUT", "/faults", {"kind": "error_before", "status": status, "times": 1})
        assert refused(hubspot_sdk.APIStatusError, lambda: contact(**ADA)).status_code == status
    admin("PUT", "/faults", {"kind": "cut_after", "times": 1})
    refused(hubspot_sdk.APIConnectionError, lambda: contact(**ADA))
    assert admin("GET", "/records")["contacts"] == 1


@case
def waits_as_long_as_it_is_told_after_429():
    admin("PUT", "/quota", {"perTenSeconds": 1})
    contact(**ADA)
    error = refused(hubspot_sdk.RateLimitError, lambda: crm.pipelines.list("deals"))
    assert error.body["policyName"] == "TEN_SECONDLY_ROLLING" and error.response.headers["retry-after"] == "10"
    later(10)
    admin("PUT", "/faults", {"kind": "error_before", "status": 429, "times": 1, "headers": {"Retry-After": "0.01"}})
    assert client_of(TOKEN, retries=1).crm.pipelines.list("deals").results


@case
def hands_out_oauth_tokens():
    known = admin("GET", "/oauth")
    issued = client.auth.oauth.create_token(
        grant_type="authorization_code",
        client_id=known["clientId"],
        client_secret=known["clientSecret"],
        code=known["code"],
        redirect_uri="https://example.com/back",
    )
    assert issued.token_use == "access_token" and issued.hub_id == 48000001
    assert list(client_of(issued.access_token).crm.owners.list())
    client.auth.oauth.revoke_token(token=issued.access_token)
    refused(hubspot_sdk.AuthenticationError, lambda: list(client_of(issued.access_token).crm.owners.list()))


@case
def tells_of_the_account_and_its_daily_limit():
    assert client.account.get().account_type == "DEVELOPER_TEST"
    usage = client.account.get_daily_private_apps_usage().results[0]
    assert usage.usage_limit == 250000 and usage.fetch_status == "SUCCESS"


if __name__ == "__main__":
    run(sys.modules[__name__])
