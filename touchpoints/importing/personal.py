"""Columns that name people or tell how to reach them, by their names and by what is written in them.

They are neither kept nor shown unless a person wants one. Documents are told by their check digits.
"""

import ipaddress
import re
from collections.abc import Callable, Mapping, Sequence

from touchpoints.i18n import N_
from touchpoints.importing import names
from touchpoints.importing.profile import HIDDEN, Profile

SORTS: Mapping[str, str] = {
    "name": N_("names"),
    "email": N_("e-mail addresses"),
    "phone": N_("telephone numbers"),
    "document": N_("document numbers"),
    "address": N_("addresses"),
    "ip": N_("IP addresses"),
    "birth": N_("dates of birth"),
    "account": N_("accounts and devices"),
}
_FEW = 12
_NEARLY_ALL = 0.8
_FEWEST = 3
_NAME = re.compile(
    r"[^\W\d_][^\W\d_'’.-]+(?:[ ](?:(?:de|da|do|dos|das|del|la|las|los|y|e) )*[^\W\d_][^\W\d_'’.-]*\.?){1,4}",
    re.IGNORECASE,
)
_PHONE = re.compile(r"(?:\+|00)?\(?\d[\d ().-]{7,18}\d")
_PHONE_MARKS = re.compile(r"^\+|^\(|\d\)|\d{4}-\d{4}$|\d{4}[ .]\d{4}$")
_WRITTEN_DATE = re.compile(r"\d{4}[-.]\d{1,2}[-.]\d{1,2}.*|\d{1,2}[-.]\d{1,2}[-.]\d{4}.*")


def sort_of(seen: Profile, label: str | None = None) -> str | None:
    """What of people a column tells: a key of SORTS, or None."""
    if seen.looks == "empty":
        return None
    return by_values(seen.examples) or _by_name(seen, label or seen.column)


def columns(profiles: Sequence[Profile], labels: Mapping[str, str]) -> dict[str, str]:
    """The columns that tell something of people: column -> sort."""
    found = {seen.column: sort_of(seen, labels.get(seen.column)) for seen in profiles}
    return {column: sort for column, sort in found.items() if sort is not None}


def by_values(values: Sequence[str]) -> str | None:
    """The sort that nearly all of some values are of, where they cannot be anything else."""
    values = [value.strip() for value in values if value.strip()]
    if len(values) < _FEWEST:
        return None

    def nearly_all(test: Callable[[str], bool]) -> bool:
        return sum(map(test, values)) >= _NEARLY_ALL * len(values)

    tests: dict[str, Callable[[str], bool]] = {
        "email": is_email,
        "ip": is_ip,
        "document": is_document,
        "phone": is_written_phone,
    }
    return next((sort for sort, test in tests.items() if nearly_all(test)), None)


def _by_name(seen: Profile, label: str) -> str | None:
    told = names.read("personal")
    column, wording = names.plain(seen.column), names.plain(label)
    for sort, entry in told.items():
        # A column “WhatsApp” of yes and no is a choice.
        is_choice = sort == "phone" and seen.looks == "category" and seen.with_digits < 0.5
        if not is_choice and (column in entry["whole"] or wording in entry["whole"]):
            return sort
    repeats = seen.different <= _FEW and seen.filled > 2 * seen.different
    for sort, entry in told.items():
        if not repeats and any(f" {word} " in f" {wording} " for word in entry["part"]):
            return sort
    says_people = any(f" {word} " in f" {column} " for word in told["name"]["people"])
    like_names = sum(bool(_NAME.fullmatch(value)) for value in seen.examples)
    if says_people and not repeats and like_names >= _NEARLY_ALL * max(_FEWEST, len(seen.examples)):
        return "name"
    return None


def is_email(text: str) -> bool:
    """Whether a text is an e-mail address."""
    return bool(re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.]+", text))


def is_ip(text: str) -> bool:
    """Whether a text is an IP address."""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return "." in text or ":" in text


def is_written_phone(text: str) -> bool:
    """Whether a text is written as telephone numbers are: +55 (11) 91234-5678. Mere digits are none."""
    digits = sum(character.isdigit() for character in text)
    return (
        8 <= digits <= 15
        and bool(_PHONE.fullmatch(text) and _PHONE_MARKS.search(text))
        and not _WRITTEN_DATE.fullmatch(text)
    )


def is_document(text: str) -> bool:
    """Whether a text is a CPF, CNPJ, CUIT, RUT, DNI or NIE with the check digits that it must have."""
    bare = re.sub(r"[.\-/ ]", "", text).upper()
    return any(test(bare) for test in (_is_cpf, _is_cnpj, _is_cuit, _is_rut, _is_spanish))


def _check_digit(values: Sequence[int], weights: Sequence[int]) -> int:
    rest = sum(value * weight for value, weight in zip(values, weights, strict=True)) % 11
    return 0 if rest < 2 else 11 - rest


def _is_cpf(bare: str) -> bool:
    if not re.fullmatch(r"\d{11}", bare) or len(set(bare)) == 1:
        return False
    digits = [int(character) for character in bare]
    return digits[9:] == [
        _check_digit(digits[:9], range(10, 1, -1)),
        _check_digit(digits[:10], range(11, 1, -1)),
    ]


def _is_cnpj(bare: str) -> bool:
    """Since July 2026 its first twelve places may be letters too."""
    if not re.fullmatch(r"[A-Z0-9]{12}\d{2}", bare) or len(set(bare)) == 1:
        return False
    values = [ord(character) - ord("0") for character in bare]
    weights = [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]
    return values[12:] == [
        _check_digit(values[:12], weights),
        _check_digit(values[:13], [6, *weights]),
    ]


def _is_cuit(bare: str) -> bool:
    if not re.fullmatch(r"(?:20|23|24|25|26|27|30|33|34)\d{9}", bare):
        return False
    digits = [int(character) for character in bare]
    rest = sum(d * w for d, w in zip(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2], strict=False)) % 11
    return digits[10] == {0: 0, 1: 9}.get(rest, 11 - rest)


def _is_rut(bare: str) -> bool:
    if not re.fullmatch(r"\d{7,8}[\dK]", bare):
        return False
    weights = [2, 3, 4, 5, 6, 7, 2, 3]
    total = sum(int(d) * w for d, w in zip(reversed(bare[:-1]), weights, strict=False))
    return bare[-1] == {11: "0", 10: "K"}.get(11 - total % 11, str(11 - total % 11))


def _is_spanish(bare: str) -> bool:
    found = re.fullmatch(r"([XYZ]?)(\d{7,8})([A-Z])", bare)
    if found is None:
        return False
    number = int({"": "", "X": "0", "Y": "1", "Z": "2"}[found[1]] + found[2])
    return found[3] == "TRWAGMYFPDXBNJZSQVHLCKE"[number % 23]


def veiled(text: str) -> str:
    """A personal value as it may be shown: its first letter."""
    return text[:1] + HIDDEN
