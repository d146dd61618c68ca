"""hubspot-api-client (PyPI): records, searches and associations at the v3 and v4 paths."""

import sys

from hubspot.crm import associations, contacts, deals, objects
from hubspot.crm.associations import v4
from hubspot.crm.associations.v4 import schema as labels
from hubspot.utils.objects import fetch_all

from cases import admin, case, later, run
from hubspot_api_client import client, company, contact, crm, deal, refused, unique_property


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


if __name__ == "__main__":
    run(sys.modules[__name__])
