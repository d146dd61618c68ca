"""What people do with simple-salesforce, over TLS."""

import sys
from collections import OrderedDict
from datetime import datetime, timedelta, timezone

import requests
from cases import CERTIFICATE, HOST, TOKEN, URL, admin, case, run
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from simple_salesforce import Salesforce, SalesforceLogin, format_soql
from simple_salesforce import exceptions


class Session(requests.Session):
    """Only the host differs from the real one: this client builds names under salesforce.com itself."""

    def __init__(self):
        super().__init__()
        self.trust_env = False
        self.verify = CERTIFICATE

    def request(self, method, url, *args, **kwargs):
        for domain in ("login", "acme.my"):
            url = url.replace(f"https://{domain}.salesforce.com", URL)
        return super().request(method, url, *args, **kwargs)


def connected(**settings):
    return Salesforce(instance=HOST, session_id=TOKEN, session=Session(), **settings)


def refused(kind, call):
    try:
        call()
    except kind as refusal:
        return refusal
    raise AssertionError(f"{kind.__name__} was expected")


@case
def creates_reads_changes_and_deletes_a_lead():
    sf = connected()
    created = sf.Lead.create({"LastName": "Reyes", "Company": "Acme", "AI_Intent__c": "High Fit"})
    assert created["success"] and created["errors"] == []
    assert sf.Lead.update(created["id"], {"FirstName": "Dana"}) == 204
    lead = sf.Lead.get(created["id"])
    assert isinstance(lead, OrderedDict)
    assert lead["Name"] == "Dana Reyes" and lead["AI_Intent__c"] == "High Fit"
    assert sf.Lead.delete(created["id"]) == 204
    refused(exceptions.SalesforceResourceNotFound, lambda: sf.Lead.get(created["id"]))


@case
def upserts_by_external_id():
    sf = connected()
    assert sf.Lead.upsert("External_ID__c/k-1", {"LastName": "a", "Company": "c"}) == 201
    assert sf.Lead.upsert("External_ID__c/k-1", {"LastName": "b"}) == 200
    assert sf.Lead.get_by_custom_id("External_ID__c", "k-1")["LastName"] == "b"
    assert len(admin("GET", "/ledger?kind=effect&type=Lead&externalId=k-1")) == 2


@case
def queries_with_quotes_and_pages():
    sf = connected()
    sf.Account.create({"Name": "O'Brien & Sons"})
    found = sf.query(format_soql("SELECT Id, Name FROM Account WHERE Name = {}", "O'Brien & Sons"))
    assert found["totalSize"] == 1 and found["done"]
    admin("POST", "/records/Task", [{"Subject": f"t{i}"} for i in range(2500)])
    first = sf.query("SELECT Subject FROM Task")
    assert len(first["records"]) == 2000 and not first["done"]
    rest = sf.query_more(first["nextRecordsUrl"], True)
    assert len(rest["records"]) == 500 and rest["done"]
    assert len(list(sf.query_all_iter("SELECT Subject FROM Task"))) == 2500


@case
def finds_deleted_records_only_when_asked():
    sf = connected()
    gone = sf.Account.create({"Name": "Gone"})["id"]
    sf.Account.delete(gone)
    query = "SELECT Id FROM Account WHERE Name = 'Gone'"
    assert sf.query(query)["totalSize"] == 0
    assert sf.query(query, include_deleted=True)["records"][0]["Id"] == gone


@case
def searches():
    sf = connected()
    sf.Account.create({"Name": "Acme, Inc.", "Website": "https://acme.example"})
    assert len(sf.quick_search("Acme")["searchRecords"]) == 1
    found = sf.search("FIND {acme.example} IN ALL FIELDS RETURNING Account(Id, Name)")
    assert found["searchRecords"][0]["Name"] == "Acme, Inc."


@case
def describes():
    sf = connected()
    names = [each["name"] for each in sf.describe()["sobjects"]]
    assert {"Lead", "Account", "Contact", "Opportunity", "Task", "Event", "Campaign", "User"} <= set(names)
    fields = {field["name"]: field for field in sf.Lead.describe()["fields"]}
    assert fields["External_ID__c"]["externalId"]
    assert sf.Lead.metadata()["objectDescribe"]["keyPrefix"] == "00Q"
    assert sf.limits()["DailyApiRequests"]["Max"] == 15000
    assert sf.api_usage["api-usage"].total == 15000


@case
def lists_what_changed_and_what_was_deleted():
    sf = connected()
    kept = sf.Contact.create({"LastName": "kept"})["id"]
    gone = sf.Contact.create({"LastName": "gone"})["id"]
    sf.Contact.delete(gone)
    now = datetime.now(timezone.utc)
    start, end = now - timedelta(minutes=5), now + timedelta(minutes=5)
    assert sf.Contact.updated(start, end)["ids"] == [kept]
    assert [each["id"] for each in sf.Contact.deleted(start, end)["deletedRecords"]] == [gone]


@case
def says_a_refusal_with_its_code():
    sf = connected()
    refusal = refused(exceptions.SalesforceMalformedRequest, lambda: sf.Lead.create({"LastName": "x"}))
    assert refusal.content[0]["errorCode"] == "REQUIRED_FIELD_MISSING"
    assert refusal.content[0]["fields"] == ["Company"]
    refusal = refused(exceptions.SalesforceMalformedRequest, lambda: sf.query("SELECT Nope FROM Lead"))
    assert refusal.content[0]["errorCode"] == "INVALID_FIELD"


@case
def shows_the_candidates_of_a_duplicate_rule():
    sf = connected()
    lead = {"LastName": "x", "Company": "c", "Email": "d@acme.example"}
    first = sf.Lead.create(lead)["id"]
    admin("PUT", "/duplicate-rule", {"active": True})
    refusal = refused(exceptions.SalesforceMalformedRequest, lambda: sf.Lead.create(lead))
    match = refusal.content[0]["duplicateResult"]["matchResults"][0]["matchRecords"][0]
    assert match["record"]["Id"] == first
    assert sf.Lead.create(lead, headers={"Sforce-Duplicate-Rule-Header": "allowSave=true"})["success"]


@case
def knows_when_a_key_fits_several_records():
    admin("POST", "/objects/Lead/fields", {"name": "Loose__c", "type": "string", "externalId": True})
    admin("POST", "/records/Lead", [{"LastName": "x", "Company": "c", "Loose__c": "k"}] * 2)
    sf = connected()
    refusal = refused(exceptions.SalesforceMoreThanOneRecord, lambda: sf.Lead.get_by_custom_id("Loose__c", "k"))
    assert len(refusal.content) == 2


@case
def notices_an_expired_session_and_the_daily_limit():
    sf = connected()
    admin("PUT", "/quota", {"used": 15000})
    refusal = refused(exceptions.SalesforceRefusedRequest, lambda: sf.Lead.describe())
    assert refusal.content[0]["errorCode"] == "REQUEST_LIMIT_EXCEEDED"
    admin("PUT", "/quota", {"used": 0})
    admin("POST", "/sessions/invalidate", {})
    refused(exceptions.SalesforceExpiredSession, lambda: sf.Lead.describe())


@case
def reaches_composite_over_the_generic_call():
    sf = connected()
    answer = sf.restful("composite", method="POST", json={"allOrNone": True, "compositeRequest": [
        {"method": "POST", "url": f"/services/data/v{sf.sf_version}/sobjects/Account", "referenceId": "a", "body": {"Name": "Acme"}},
        {"method": "POST", "url": f"/services/data/v{sf.sf_version}/sobjects/Contact", "referenceId": "c",
         "body": {"LastName": "x", "AccountId": "@{a.id}"}},
    ]})
    assert [part["httpStatusCode"] for part in answer["compositeResponse"]] == [201, 201]


@case
def signs_in_over_soap():
    session, instance = SalesforceLogin(
        username="handrail@example.com", password="simulator-password", security_token="",
        scratch_url=URL, session=Session())
    assert instance == HOST
    assert Salesforce(instance=instance, session_id=session, session=Session()).query("SELECT Id FROM User")["totalSize"] == 2
    refusal = refused(exceptions.SalesforceAuthenticationFailed, lambda: SalesforceLogin(
        username="handrail@example.com", password="wrong", security_token="", scratch_url=URL, session=Session()))
    assert refusal.code == "INVALID_LOGIN"


@case
def signs_in_with_client_credentials():
    session, instance = SalesforceLogin(
        consumer_key="handrail-simulator", consumer_secret="handrail-simulator-secret", domain="acme.my", session=Session())
    assert instance == HOST and session.startswith("00D")


@case
def signs_in_with_a_signed_token():
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    admin("PUT", "/connected-apps/signer", {"clientSecret": "s", "certificate": public})
    session, instance = SalesforceLogin(
        username="handrail@example.com", consumer_key="signer", privatekey=private, session=Session())
    assert instance == HOST and session.startswith("00D")


run(sys.modules[__name__])
