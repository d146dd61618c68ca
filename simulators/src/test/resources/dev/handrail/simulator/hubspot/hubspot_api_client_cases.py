"""hubspot-api-client (PyPI): the v3 and v4 paths."""

import sys

import hubspot
from hubspot.crm import associations, companies, contacts, deals, objects, pipelines, properties, schemas
from hubspot.crm.associations import v4
from hubspot.crm.associations.v4 import schema as labels
from hubspot.crm.properties import PropertyCreate, PropertyGroupCreate, PropertyGroupUpdate, PropertyUpdate
from hubspot.oauth import ApiException as OAuthException
from hubspot.utils.objects import fetch_all

from cases import TOKEN, URL, admin, case, later, run

client = hubspot.Client.create(access_token=TOKEN, host=URL, base_url=URL)
crm = client.crm


def contact(**values):
    return crm.contacts.basic_api.create(contacts.SimplePublicObjectInputForCreate(properties=values))


def company(**values):
    return crm.companies.basic_api.create(companies.SimplePublicObjectInputForCreate(properties=values))


def deal(**values):
    return crm.deals.basic_api.create(deals.SimplePublicObjectInputForCreate(properties=values))


def unique_property(kind="contacts", group="contactinformation"):
    return crm.properties.core_api.create(
        kind,
        PropertyCreate(
            name="handrail_key", label="Key", type="string", field_type="text", group_name=group, has_unique_value=True
        ),
    )


def refused(exception, status, call):
    try:
        call()
    except exception as error:
        assert error.status == status, error
        return error
    raise AssertionError(f"{status} was expected")


@case
def creates_reads_updates_and_archives_a_contact():
    created = contact(email="Ada@Acme.com", firstname="Ada", lastname="Lovelace")
    assert created.id.isdigit() and created.properties["email"] == "ada@acme.com"
    assert created.properties["hs_object_id"] == created.id and not created.archived
    read = crm.contacts.basic_api.get_by_id(created.id, properties=["firstname", "phone"])
    assert read.properties["firstname"] == "Ada" and read.properties["phone"] is None
    by_email = crm.contacts.basic_api.get_by_id("ada@acme.com", id_property="email")
    assert by_email.id == created.id
    later(60)
    updated = crm.contacts.basic_api.update(
        created.id, contacts.SimplePublicObjectInput(properties={"phone": "+4420", "lastname": ""})
    )
    assert updated.properties["phone"] == "+4420" and updated.updated_at > created.updated_at
    crm.contacts.basic_api.archive(created.id)
    refused(contacts.ApiException, 404, lambda: crm.contacts.basic_api.get_by_id(created.id))
    gone = crm.contacts.basic_api.get_by_id(created.id, archived=True)
    assert gone.archived and gone.archived_at
    assert [each.id for each in crm.contacts.basic_api.get_page(archived=True).results] == [created.id]


@case
def keeps_the_history_of_a_property():
    created = contact(firstname="Ada")
    later(5)
    crm.contacts.basic_api.update(created.id, contacts.SimplePublicObjectInput(properties={"firstname": "Augusta"}))
    read = crm.contacts.basic_api.get_by_id(created.id, properties_with_history=["firstname"])
    assert [each.value for each in read.properties_with_history["firstname"]] == ["Augusta", "Ada"]


@case
def pages_through_all_contacts():
    for i in range(0, 205, 100):
        crm.contacts.batch_api.create(
            contacts.BatchInputSimplePublicObjectBatchInputForCreate(
                inputs=[
                    contacts.SimplePublicObjectBatchInputForCreate(properties={"email": f"p{i + j}@acme.com"}, associations=[])
                    for j in range(min(100, 205 - i))
                ]
            )
        )
    everybody = fetch_all(crm.contacts.basic_api)
    assert len({each.id for each in everybody}) == 205
    page = crm.contacts.basic_api.get_page(limit=3)
    assert len(page.results) == 3 and page.paging.next.after == page.results[-1].id


@case
def refuses_a_second_contact_with_the_same_email_and_names_the_first():
    first = contact(email="ada@acme.com")
    error = refused(contacts.ApiException, 409, lambda: contact(email="ADA@acme.com"))
    assert f"Existing ID: {first.id}" in error.body and '"CONFLICT"' in error.body
    second = contact(email="bob@acme.com")
    change = contacts.SimplePublicObjectInput(properties={"email": "ada@acme.com"})
    refused(contacts.ApiException, 409, lambda: crm.contacts.basic_api.update(second.id, change))


@case
def reports_values_that_are_not_valid():
    error = refused(contacts.ApiException, 400, lambda: contact(email="nobody", nosuchthing="1"))
    assert "PROPERTY_DOESNT_EXIST" in error.body and "INVALID_EMAIL" in error.body
    error = refused(deals.ApiException, 400, lambda: deal(dealname="D", dealstage="nosuchstage"))
    assert "INVALID_OPTION" in error.body


@case
def does_not_move_the_lifecycle_stage_back_unless_it_is_cleared():
    created = contact(email="ada@acme.com", lifecyclestage="opportunity")

    def stage(value):
        crm.contacts.basic_api.update(created.id, contacts.SimplePublicObjectInput(properties={"lifecyclestage": value}))
        return crm.contacts.basic_api.get_by_id(created.id, properties=["lifecyclestage"]).properties["lifecyclestage"]

    assert stage("lead") == "opportunity"
    assert stage("customer") == "customer"
    assert stage("") is None
    assert stage("lead") == "lead"


@case
def upserts_by_a_unique_property():
    unique_property()

    def upsert(key, **values):
        return crm.contacts.batch_api.upsert(
            contacts.BatchInputSimplePublicObjectBatchInputUpsert(
                inputs=[contacts.SimplePublicObjectBatchInputUpsert(id=key, id_property="handrail_key", properties=values)]
            )
        )

    first = upsert("k1", firstname="Ada")
    assert first.status == "COMPLETE" and first.results[0].new
    assert first.results[0].properties["handrail_key"] == "k1"
    second = upsert("k1", firstname="Augusta")
    assert not second.results[0].new and second.results[0].id == first.results[0].id
    assert admin("GET", "/records/contacts?handrail_key=k1")[0]["firstname"] == "Augusta"
    error = refused(
        contacts.ApiException,
        400,
        lambda: crm.contacts.batch_api.upsert(
            contacts.BatchInputSimplePublicObjectBatchInputUpsert(
                inputs=[contacts.SimplePublicObjectBatchInputUpsert(id="1", id_property="lastname", properties={})]
            )
        ),
    )
    assert "lastname" in error.body


@case
def reads_and_updates_many_and_reports_those_that_are_not_there():
    ada, bob = contact(email="ada@acme.com"), contact(email="bob@acme.com")
    read = crm.contacts.batch_api.read(
        contacts.BatchReadInputSimplePublicObjectId(
            inputs=[contacts.SimplePublicObjectId(id=each) for each in ("ada@acme.com", "cid@acme.com")],
            properties=["email"],
            properties_with_history=[],
            id_property="email",
        )
    )
    assert [each.id for each in read.results] == [ada.id]
    assert read.num_errors == 1 and read.errors[0].category == "OBJECT_NOT_FOUND"
    assert read.errors[0].context["ids"] == ["cid@acme.com"]
    updated = crm.contacts.batch_api.update(
        contacts.BatchInputSimplePublicObjectBatchInput(
            inputs=[
                contacts.SimplePublicObjectBatchInput(id=each, properties={"company": "ACME"}) for each in (bob.id, "999")
            ]
        )
    )
    assert [each.id for each in updated.results] == [bob.id] and updated.num_errors == 1


@case
def creates_all_of_a_batch_or_none():
    contact(email="ada@acme.com")
    new, known = {"email": "bob@acme.com"}, {"email": "ada@acme.com"}

    def create(traced):
        inputs = [
            contacts.SimplePublicObjectBatchInputForCreate(
                properties=each, associations=[], object_write_trace_id=f"t{i}" if traced else None
            )
            for i, each in enumerate((new, known))
        ]
        return crm.contacts.batch_api.create(contacts.BatchInputSimplePublicObjectBatchInputForCreate(inputs=inputs))

    refused(contacts.ApiException, 409, lambda: create(traced=False))
    assert admin("GET", "/records")["contacts"] == 1
    partly = create(traced=True)
    assert len(partly.results) == 1 and partly.errors[0].context["objectWriteTraceId"] == ["t1"]
    assert admin("GET", "/records")["contacts"] == 2


@case
def archives_many():
    ids = [contact(firstname=name).id for name in ("Ada", "Bob")]
    crm.contacts.batch_api.archive(
        contacts.BatchInputSimplePublicObjectId(inputs=[contacts.SimplePublicObjectId(id=each) for each in ids + ["999"]])
    )
    assert crm.contacts.basic_api.get_page().results == []


@case
def finds_new_contacts_when_they_are_indexed():
    contact(email="ada@acme.com", firstname="Ada")

    def found(operator, **rest):
        request = contacts.PublicObjectSearchRequest(
            filter_groups=[{"filters": [{"propertyName": "email", "operator": operator, **rest}]}],
            sorts=[{"propertyName": "createdate", "direction": "DESCENDING"}],
            properties=["firstname"],
            limit=10,
            after="0",
        )
        return crm.contacts.search_api.do_search(request)

    assert found("EQ", value="ada@acme.com").total == 0
    later(2)
    answer = found("EQ", value="ada@acme.com")
    assert answer.total == 1 and answer.results[0].properties["firstname"] == "Ada"
    assert found("CONTAINS_TOKEN", value="*@acme.com").total == 1
    assert found("IN", values=["ada@acme.com"]).total == 1
    assert found("NOT_HAS_PROPERTY").total == 0
    assert refused(contacts.ApiException, 400, lambda: found("LIKE", value="a")).reason == "Bad Request"


@case
def associates_at_creation_by_label_and_by_default():
    acme = company(name="ACME", domain="acme.com")
    to_acme = {"to": {"id": acme.id}, "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}]}
    ada = crm.contacts.basic_api.create(
        contacts.SimplePublicObjectInputForCreate(properties={"email": "ada@acme.com"}, associations=[to_acme])
    )
    page = crm.associations.v4.basic_api.get_page("contacts", ada.id, "companies")
    assert page.results[0].to_object_id == acme.id
    kinds = {(each.type_id, each.label) for each in page.results[0].association_types}
    assert kinds == {(1, "Primary"), (279, None)}
    with_companies = crm.contacts.basic_api.get_by_id(ada.id, associations=["companies"])
    assert {each.type for each in with_companies.associations["companies"].results} == {
        "contact_to_company",
        "contact_to_company_unlabeled",
    }
    sale = deal(dealname="Engine", dealstage="appointmentscheduled", pipeline="default")
    default = crm.associations.v4.basic_api.create_default("deals", sale.id, "contacts", ada.id)
    assert {each.association_spec.association_type_id for each in default.results} == {3, 4}
    crm.associations.v4.basic_api.archive("deals", sale.id, "contacts", ada.id)
    assert crm.associations.v4.basic_api.get_page("deals", sale.id, "contacts").results == []


@case
def keeps_labels_of_the_account():
    created = crm.associations.v4.schema.definitions_api.create(
        "contacts",
        "companies",
        labels.PublicAssociationDefinitionCreateRequest(label="Adviser", inverse_label="Advised by", name="adviser"),
    )
    there = next(each for each in created.results if each.label == "Adviser")
    ada, acme = contact(email="ada@acme.com"), company(name="ACME")
    pair = crm.associations.v4.basic_api.create(
        "contacts",
        ada.id,
        "companies",
        acme.id,
        [v4.AssociationSpec(association_category="USER_DEFINED", association_type_id=there.type_id)],
    )
    assert pair.labels == ["Adviser"] and pair.from_object_type_id == "0-1"
    listed = crm.associations.v4.schema.definitions_api.get_all("companies", "contacts")
    assert "Advised by" in {each.label for each in listed.results}


@case
def associates_many_and_says_which_have_none():
    ada, bob, acme = contact(email="ada@acme.com"), contact(email="bob@acme.com"), company(name="ACME")
    created = crm.associations.v4.batch_api.create(
        "contacts",
        "companies",
        v4.BatchInputPublicAssociationMultiPost(
            inputs=[
                {
                    "from": {"id": ada.id},
                    "to": {"id": acme.id},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1}],
                }
            ]
        ),
    )
    assert created.results[0].labels == ["Primary"]
    read = crm.associations.v4.batch_api.get_page(
        "contacts", "companies", v4.BatchInputPublicFetchAssociationsBatchRequest(inputs=[{"id": ada.id}, {"id": bob.id}])
    )
    assert [each._from.id for each in read.results] == [ada.id] and read.num_errors == 1
    assert read.errors[0].sub_category == "crm.associations.NO_ASSOCIATIONS_FOUND"
    crm.associations.v4.batch_api.archive(
        "contacts",
        "companies",
        v4.BatchInputPublicAssociationMultiArchive(inputs=[{"from": {"id": ada.id}, "to": [{"id": acme.id}]}]),
    )
    assert crm.associations.v4.basic_api.get_page("contacts", ada.id, "companies").results == []


@case
def associates_by_name_at_the_v3_paths():
    ada, sale = contact(email="ada@acme.com"), deal(dealname="Engine")
    created = crm.associations.batch_api.create(
        "contacts",
        "deals",
        associations.BatchInputPublicAssociation(
            inputs=[{"from": {"id": ada.id}, "to": {"id": sale.id}, "type": "contact_to_deal"}]
        ),
    )
    assert created.results[0].type == "contact_to_deal"
    read = crm.associations.batch_api.read(
        "contacts", "deals", associations.BatchInputPublicObjectId(inputs=[{"id": ada.id}])
    )
    assert read.results[0].to[0].id == sale.id
    names = crm.associations.schema.types_api.get_all("contacts", "deals")
    assert "contact_to_deal" in {each.name for each in names.results}


@case
def creates_tasks_notes_and_calls():
    ada = contact(email="ada@acme.com")
    kinds = {
        "tasks": ({"hs_task_subject": "Call Ada", "hs_task_status": "NOT_STARTED", "hs_task_priority": "HIGH"}, 204),
        "notes": ({"hs_note_body": "She wrote the first program."}, 202),
        "calls": ({"hs_call_title": "Hello", "hs_call_direction": "OUTBOUND", "hs_call_duration": "60000"}, 194),
    }
    for kind, (values, association) in kinds.items():
        refused(
            objects.ApiException,
            400,
            lambda: crm.objects.basic_api.create(kind, objects.SimplePublicObjectInputForCreate(properties=values)),
        )
        created = crm.objects.basic_api.create(
            kind,
            objects.SimplePublicObjectInputForCreate(
                properties={**values, "hs_timestamp": "2026-11-21T09:00:00Z", "hubspot_owner_id": "71000001"},
                associations=[
                    {
                        "to": {"id": ada.id},
                        "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": association}],
                    }
                ],
            ),
        )
        read = crm.objects.basic_api.get_by_id(kind, created.id, properties=list(values), associations=["contacts"])
        assert {name: read.properties[name] for name in values} == values
        assert read.associations["contacts"].results[0].id == ada.id


@case
def merges_two_contacts_into_a_new_one():
    ada, double = contact(email="ada@acme.com", firstname="Ada"), contact(email="a.l@acme.com", phone="+4420")
    answer = client.api_request(
        {
            "method": "POST",
            "path": "/crm/v3/objects/contacts/merge",
            "body": {"primaryObjectId": ada.id, "objectIdToMerge": double.id},
        }
    )
    merged = answer.json()
    assert answer.status_code == 200 and merged["id"] not in (ada.id, double.id)
    assert crm.contacts.basic_api.get_by_id(ada.id).id == merged["id"]
    assert crm.contacts.basic_api.get_by_id("a.l@acme.com", id_property="email", properties=["phone"]).id == merged["id"]


@case
def defines_properties_and_groups():
    crm.properties.groups_api.create("deals", PropertyGroupCreate(name="handrail", label="Handrail", display_order=1))
    crm.properties.groups_api.update("deals", "handrail", PropertyGroupUpdate(label="Handrail AI"))
    assert "Handrail AI" in {each.label for each in crm.properties.groups_api.get_all("deals").results}
    created = unique_property("deals", "handrail")
    assert created.has_unique_value and not created.hubspot_defined
    error = refused(properties.ApiException, 409, lambda: unique_property("deals", "handrail"))
    assert "OBJECT_ALREADY_EXISTS" in error.body
    crm.properties.core_api.update("deals", "handrail_key", PropertyUpdate(label="Step"))
    assert crm.properties.core_api.get_by_name("deals", "handrail_key").label == "Step"
    stage = next(each for each in crm.properties.core_api.get_all("contacts").results if each.name == "lifecyclestage")
    assert [each.value for each in stage.options][:2] == ["subscriber", "lead"]
    crm.properties.core_api.archive("deals", "handrail_key")
    refused(properties.ApiException, 404, lambda: crm.properties.core_api.get_by_name("deals", "handrail_key"))


@case
def keeps_pipelines_whose_stages_deals_must_have():
    standard = crm.pipelines.pipelines_api.get_by_id("deals", "default")
    assert [each.id for each in standard.stages][-2:] == ["closedwon", "closedlost"]
    created = crm.pipelines.pipelines_api.create(
        "deals",
        pipelines.PipelineInput(
            label="Renewals",
            display_order=2,
            stages=[pipelines.PipelineStageInput(label="Asked", display_order=0, metadata={"probability": "0.5"})],
        ),
    )
    asked = created.stages[0].id
    assert deal(dealname="R", pipeline=created.id, dealstage=asked).properties["hs_is_closed"] == "false"
    refused(deals.ApiException, 400, lambda: deal(dealname="R", pipeline="default", dealstage=asked))
    won = deal(dealname="W", dealstage="closedwon")
    assert won.properties["hs_is_closed_won"] == "true" and won.properties["closedate"]
    crm.pipelines.pipeline_stages_api.create(
        "deals", created.id, pipelines.PipelineStageInput(label="Signed", display_order=1, metadata={"probability": "1.0"})
    )
    stages = crm.pipelines.pipeline_stages_api.get_all("deals", created.id).results
    assert [each.label for each in stages] == ["Asked", "Signed"] and stages[1].metadata["isClosed"] == "true"


@case
def lists_owners_and_finds_one_by_email():
    everybody = crm.owners.owners_api.get_page(limit=2)
    assert len(everybody.results) == 2 and everybody.paging.next.after
    found = crm.owners.owners_api.get_page(email="grace.seller@example.com").results
    assert [each.first_name for each in found] == ["Grace"]
    assert crm.owners.owners_api.get_by_id(found[0].user_id, id_property="userId").id == found[0].id


@case
def keeps_objects_of_the_accounts_own():
    created = crm.schemas.core_api.create(
        schemas.ObjectSchemaEgg(
            name="machine",
            labels={"singular": "Machine", "plural": "Machines"},
            primary_display_property="model",
            required_properties=["model"],
            searchable_properties=["model"],
            secondary_display_properties=[],
            associated_objects=["CONTACT"],
            properties=[schemas.ObjectTypePropertyCreate(name="model", label="Model", type="string", field_type="text")],
        )
    )
    machine = crm.objects.basic_api.create(
        created.object_type_id, objects.SimplePublicObjectInputForCreate(properties={"model": "Difference Engine"})
    )
    assert crm.objects.basic_api.get_by_id("machine", machine.id, properties=["model"]).properties["model"]
    assert [each.name for each in crm.schemas.core_api.get_all().results] == ["machine"]


@case
def turns_away_wrong_tokens_missing_scopes_and_unknown_types():
    stranger = hubspot.Client.create(access_token="pat-na1-nobody", host=URL)
    error = refused(contacts.ApiException, 401, lambda: stranger.crm.contacts.basic_api.get_page())
    assert "INVALID_AUTHENTICATION" in error.body
    admin("PUT", "/scopes", {"granted": ["crm.objects.contacts.read"]})
    crm.contacts.basic_api.get_page()
    error = refused(contacts.ApiException, 403, lambda: contact(email="ada@acme.com"))
    assert "MISSING_SCOPES" in error.body and "crm.objects.contacts.write" in error.body
    error = refused(objects.ApiException, 400, lambda: crm.objects.basic_api.get_page("widgets"))
    assert "Unable to infer object type" in error.body


@case
def says_which_limit_is_used_up():
    admin("PUT", "/quota", {"perTenSeconds": 3, "searchesPerSecond": 1})
    for _ in range(3):
        answer = crm.contacts.basic_api.get_page_with_http_info()
    assert answer[2]["X-HubSpot-RateLimit-Remaining"] == "0" and answer[2]["X-HubSpot-RateLimit-Max"] == "3"
    error = refused(contacts.ApiException, 429, crm.contacts.basic_api.get_page)
    assert '"policyName":"TEN_SECONDLY_ROLLING"' in error.body and error.headers["Retry-After"] == "10"
    everything = contacts.PublicObjectSearchRequest(filter_groups=[], sorts=[], properties=[], limit=1, after="0")
    crm.contacts.search_api.do_search(everything)
    error = refused(contacts.ApiException, 429, lambda: crm.contacts.search_api.do_search(everything))
    assert '"policyName":"SECONDLY"' in error.body and "X-HubSpot-RateLimit-Max" not in error.headers
    later(10)
    crm.contacts.basic_api.get_page()
    crm.contacts.search_api.do_search(everything)


@case
def retries_by_urllib3s_own_rules_after_429():
    from urllib3.util.retry import Retry

    admin("POST", "/faults", {"kind": "error_before", "status": 429, "times": 2, "headers": {"Retry-After": "0"}})
    patient = hubspot.Client.create(
        access_token=TOKEN, host=URL, retry=Retry(total=3, status_forcelist=[429], backoff_factor=0)
    )
    assert patient.crm.contacts.basic_api.get_page().results == []


@case
def hands_out_oauth_tokens_that_expire():
    known = admin("GET", "/oauth")
    issued = client.oauth.tokens_api.create(
        grant_type="refresh_token",
        client_id=known["clientId"],
        client_secret=known["clientSecret"],
        refresh_token=known["refreshToken"],
    )
    assert issued.expires_in == 1800 and issued.token_type == "bearer"
    assert client.oauth.access_tokens_api.get(issued.access_token).hub_id == 48000001
    ours = hubspot.Client.create(access_token=issued.access_token, host=URL)
    headers = ours.crm.contacts.basic_api.get_page_with_http_info()[2]
    assert "X-HubSpot-RateLimit-Daily" not in headers
    later(1801)
    error = refused(contacts.ApiException, 401, ours.crm.contacts.basic_api.get_page)
    assert "EXPIRED_AUTHENTICATION" in error.body
    error = refused(
        OAuthException, 400, lambda: client.oauth.tokens_api.create(grant_type="refresh_token", client_id="nobody")
    )
    assert "BAD_CLIENT_ID" in error.body


@case
def tells_of_the_account_and_its_daily_limit():
    def read(path):
        return client.api_request({"method": "GET", "path": path}).json()

    assert read("/account-info/v3/details")["portalId"] == 48000001
    usage = read("/account-info/v3/api-usage/daily/private-apps")["results"][0]
    assert usage["usageLimit"] == 250000 and usage["currentUsage"] == 2


if __name__ == "__main__":
    run(sys.modules[__name__])
