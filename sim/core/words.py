"""Words: a parameter that is one of a few words, named once for configurations, Python and compiled rules."""

from __future__ import annotations

from enum import IntEnum
from typing import Any, Self

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema


class Word(IntEnum):
    """One of a few words: written in lower case wherever people read it, a number where rules do.

    ``class OfferPolicy(Word): ONE_PRICE = 0; ...`` is ``one_price`` in a configuration and in every dump of it; rules
    and Python alike say ``offer.policy == OfferPolicy.ONE_PRICE``.
    """

    @property
    def text(self) -> str:
        """As a configuration has it."""
        return self.name.lower()

    def __str__(self) -> str:
        """As a configuration has it."""
        return self.text

    def __format__(self, how: str) -> str:
        """The text in the form asked for."""
        return format(self.text, how)

    @classmethod
    def texts(cls) -> list[str]:
        """All of them, in order."""
        return [one.text for one in cls]

    @classmethod
    def read(cls, value: object) -> Self:
        """A word from its text, or as it is; raises a validation error that lists what there is."""
        if isinstance(value, cls):
            return value
        for one in cls:
            if value == one.text:
                return one
        raise PydanticCustomError("word", "Input should be {words}", {"words": "one of " + ", ".join(cls.texts())})

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """How pydantic reads and writes it."""
        written = core_schema.plain_serializer_function_ser_schema(str, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(cls.read, serialization=written)
