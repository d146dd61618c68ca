"""hubspot-api-client (PyPI): properties, pipelines, owners, access and limits."""

import sys

import hubspot
from hubspot.crm import contacts, deals, objects, pipelines, properties, schemas
from hubspot.crm.properties import PropertyGroupCreate, PropertyGroupUpdate, PropertyUpdate
from hubspot.oauth import ApiException as OAuthException

from cases import TOKEN, URL, admin, case, later, run
from hubspot_api_client import client, contact, crm, deal, refused, unique_property


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
