"""The AsyncAPI document of the topics: made of what the services say and hear, and of the protos' comments."""

from collections.abc import Iterator, Sequence
from typing import Any

from google.protobuf.message import Message

from picturelock.kernel.bus import topic_of
from picturelock.kernel.service import Service
from picturelock.platform.prose import said_of
from picturelock.platform.schemas import schemas_of, short_name

HEADERS = {
    "ce_specversion": "1.0.",
    "ce_id": "The event's id. It derives from its cause, so that what is said twice has one id.",
    "ce_source": "The service that says it.",
    "ce_type": "Full name of the protobuf message.",
    "ce_time": "When it was said, RFC 3339.",
    "ce_cause": "Id of the event or the request that caused it.",
    "traceparent": "W3C trace context.",
    "content-type": "application/protobuf.",
}
"""CloudEvents 1.0, Kafka protocol binding, binary mode."""


def asyncapi_of(services: Sequence[Service]) -> dict[str, Any]:
    """AsyncAPI 3.0."""
    events = [event for service in services for event in service.says]
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Picturelock's topics",
            "version": "v1",
            "description": "What the services say. Within a topic a shot's events come in order, at least once.",
        },
        "defaultContentType": "application/protobuf",
        "channels": {topic_of(event).name: _channel(event) for event in events},
        "operations": dict(_operations(services)),
        "components": {
            "messages": {event.DESCRIPTOR.name: _message(event) for event in events},
            "schemas": {**schemas_of(event.DESCRIPTOR for event in events), "Headers": _headers()},
        },
    }


def _channel(event: type[Message]) -> dict[str, Any]:
    topic, name = topic_of(event), event.DESCRIPTOR.name
    return {
        "address": topic.name,
        "description": said_of(event.DESCRIPTOR.full_name),
        "messages": {name: {"$ref": f"#/components/messages/{name}"}},
        "bindings": {"kafka": {"bindingVersion": "0.5.0", "topicConfiguration": {"retention.ms": -1}}},
    }


def _message(event: type[Message]) -> dict[str, Any]:
    key = event.DESCRIPTOR.fields_by_name[topic_of(event).key]
    return {
        "name": event.DESCRIPTOR.full_name,
        "summary": said_of(event.DESCRIPTOR.full_name),
        "contentType": "application/protobuf",
        "headers": {"$ref": "#/components/schemas/Headers"},
        "payload": {"$ref": f"#/components/schemas/{short_name(event.DESCRIPTOR.full_name)}"},
        "bindings": {"kafka": {"key": {"type": "string", "description": said_of(key.full_name)}}},
    }


def _operations(services: Sequence[Service]) -> Iterator[tuple[str, dict[str, Any]]]:
    for service in services:
        acts = [("send", event) for event in service.says] + [("receive", heard.event) for heard in service.hears]
        for action, event in acts:
            verb = "says" if action == "send" else "hears"
            channel = {"$ref": f"#/channels/{topic_of(event).name}"}
            yield f"{service.name}_{verb}_{event.DESCRIPTOR.name}", {"action": action, "channel": channel}


def _headers() -> dict[str, Any]:
    fields = {name: {"type": "string", "description": about} for name, about in HEADERS.items()}
    return {"type": "object", "properties": fields}
