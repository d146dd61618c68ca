"""Uses Handrail as any MCP client would: lists the tools, calls some, prints what it saw as one line of JSON."""

import asyncio
import json
import sys

import httpx2 as httpx
from mcp import Client
from mcp.client.streamable_http import streamable_http_client


def seen(result):
    return dict(result.structured_content or {}, isError=bool(result.is_error), text=result.content[0].text)


async def main(address, key, lead):
    async with httpx.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60) as http:
        async with Client(streamable_http_client(address, http_client=http)) as client:
            tools = await client.list_tools()
            note = await client.call_tool("add_note", {"text": "Called back", "leadId": lead})
            wrong = await client.call_tool("update_lead_status", {"status": "Sold"})
            convert = await client.call_tool("convert_lead", {"leadId": lead, "reasoning": "They signed"})
            asked = await client.call_tool("get_call_status", {"id": convert.structured_content["id"], "wait": 1})
            print(
                json.dumps(
                    {
                        "server": client.server_info.name,
                        "tools": [tool.name for tool in tools.tools],
                        "note": seen(note),
                        "wrong": seen(wrong),
                        "convert": seen(convert),
                        "asked": seen(asked),
                    }
                )
            )


asyncio.run(main(*sys.argv[1:]))
