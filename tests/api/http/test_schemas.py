"""The shapes of records have the records' fields, and those of quotations say where words stand."""

from dataclasses import fields

import pytest
from pydantic import BaseModel

from api.http import schemas
from corpus import records


@pytest.mark.parametrize(
    ("shape", "record"),
    [
        (schemas.ActionOut, records.Action),
        (schemas.ObservationOut, records.Observation),
        (schemas.QuestionOut, records.Question),
        (schemas.EventOut, records.TimelineEvent),
        (schemas.MentionOut, records.Mention),
    ],
)
def test_a_shape_has_the_fields_of_its_record(shape: type[BaseModel], record: type) -> None:
    """In their order, its words and page in place of its span."""
    own = [field.name for field in fields(record) if field.name not in ("id", "span")]
    assert list(shape.model_fields) == ["id", "text", "page", *own]
    assert all(field.is_required() for field in shape.model_fields.values())


def test_an_ask_is_sent_in_the_order_that_it_always_was() -> None:
    """What came later may be left out by who makes one."""
    assert list(schemas.AskOut.model_fields)[:4] == ["id", "kind", "text", "page"]
    optional = [name for name, field in schemas.AskOut.model_fields.items() if field.default == ""]
    assert optional == ["assigned_number", "origin"]


def test_a_word_of_a_fixed_list_is_a_text() -> None:
    """So a new one breaks no reader of the description."""
    properties = schemas.JudgementOut.model_json_schema()["properties"]
    assert properties["grade"] == {"title": "Grade", "type": "string"}


@pytest.mark.parametrize(
    "shape", [schemas.CitedAskOut, schemas.OccurrenceOut, schemas.LaterOut, schemas.ThreadMember]
)
def test_a_quotation_says_where_it_stands(shape: type[BaseModel]) -> None:
    """By the fields that all share, and a description of its own."""
    assert {"id", "document", "title", "published", "page", "text", "place"} <= set(
        shape.model_fields
    )
    assert shape.__doc__ != schemas.CitedOut.__doc__
