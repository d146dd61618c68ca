"""The client of hubspot-api-client (PyPI), and short ways to use it."""

import hubspot
from hubspot.crm import companies, contacts, deals
from hubspot.crm.properties import PropertyCreate

from cases import TOKEN, URL

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
