"""Hide what names a person in a comment: names given, e-mails, telephone and document numbers.

What is hidden is said in docs/privacy.md.
"""

import re
from typing import Final

from touchpoints.text.lexicon import LANGUAGES
from touchpoints.text.terms import stop_words
from touchpoints.text.tokens import fold

HIDDEN: Final = "•••"

_EMAIL: Final = re.compile(
    r"(?<![\w.+%-])[\w.+%-]+(?:\s?(?:@|\(at\)|\[at\]|\(arroba\))\s?[\w-]+(?:\.[\w-]+)+"
    r"| arroba (?:gmail|hotmail|outlook|yahoo|live|icloud)(?: ?(?:\.|ponto|punto) ?com)?)",
    re.IGNORECASE,
)
_LINKED_NAME: Final = re.compile(r"(?<![\w.])@\w[\w.]+")
# Dates and spans of years are no telephone numbers: 2026-05-10, 10.05.2026, 2019-2020.
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{4}"
    r"|(?:19|20)\d\d ?- ?(?:19|20)\d\d)(?!\d)"
)
_NUMBER: Final = re.compile(r"(?<![\w,])(?:\+\s?)?\(?\d(?:[ .\-()]{0,2}\d){7,}(?![\w])")
_FEWEST_DIGITS: Final = 8
_FEW_PAIRS: Final = re.compile(r"\d\d?(?: \d\d?){3}")  # a list: 10 20 30 40
# 1.234.567,89 and 12.345.678 (thousands marked three by three, at least twice) are amounts.
_AMOUNT: Final = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?=,\d)|\d{1,3}(?:\.\d{3})+,\d{1,2}")
_CURRENCY_BEFORE: Final = re.compile(
    r"(?:\$|€|£|\b(?:usd|brl|ars|mxn|eur|clp|cop))\s*$", re.IGNORECASE
)
_CURRENCY_AFTER: Final = re.compile(
    r"\s*(?:reais|pesos|d[oó]lares|dollars|euros|guaran[ií]es|bolívares)\b", re.IGNORECASE
)
# What names a thing, not a person, stays: "pedido nº 1234567890", "tracking number: 12345678".
_THING_BEFORE: Final = re.compile(
    r"(?:\b(?:pedido|orden|order|ticket|protocolo|chamado|caso|case|incident\w*|incidencia"
    r"|request|solicitud|claims?|tags?|rastre\w*|seguimiento|tracking|gu[ií]a|nf-?e?|nota\s+fiscal|factura|fatura|invoice|boleto|c[oó]d\w*|code|sku|ean|ref\w*|imei"
    r"|s[eé]rie|serial|modelo|model|reserva|booking|reservation|lote|produto|producto|product)\b"
    r"|\#)(?:\W|_|\b(?:n[º°]?|no|nr|num|n[uú]mero|number|de|do|da|del|id|is|era|es)\b)*$",
    re.IGNORECASE,
)
_LOOK_BACK: Final = 40
# Numbers that would be too short or end in a letter, after a word that says what they are.
_NAMED_NUMBER: Final = re.compile(
    r"\b(cpf|cnpj|rg|dni|nie|nif|cuit|cuil|curp|rfc|c[eé]dula|passaporte|pasaporte|passport|ssn"
    r"|telefone|tel[eé]fono|tel|fone|phone|celular|cel|m[oó]vil|mobile|whats(?:app)?|wpp|zap)"
    r"(\b\W{0,3}(?:(?:n[º°.]?|n[uú]mero|number|es|is|é)\W{1,2})?)"
    r"((?=[a-z]{0,4}(?:[.\-/]?\d){6})[a-z]{0,4}[\d.\-/]{5,}\d(?:[ -]?[a-z\d]{1,3}\b)?)",
    re.IGNORECASE,
)
_DOCUMENT: Final = re.compile(
    r"\b\d{2}\.?\d{3}\.?\d{3}/\d{4}-?\d{2}\b"  # CNPJ
    r"|\b[XYZ][ -]?\d{7}[ -]?[A-Z]\b|\b\d{8}[ -]?[A-HJ-NP-TV-Z]\b"  # NIE and DNI of Spain
    r"|\b[A-Z]{4}\d{6}[HM][A-Z]{5}[A-Z\d]\d\b|\b[A-ZÑ&]{3,4}\d{6}[A-Z\d]{3}\b"  # CURP, RFC
)
_OCTET: Final = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_IP_ADDRESS: Final = re.compile(
    rf"(?<![\w.])(?<!vers[aã]o )(?<!version )(?<!versi[oó]n ){_OCTET}(?:\.{_OCTET}){{3}}(?![\w.]*\d)"
    r"|(?<![\w:])[\da-f]{1,4}(?::[\da-f]{0,4}){3,6}:[\da-f]{1,4}(?![\w:])",
    re.IGNORECASE,
)
# A street and a number, where the writer says that he lives there.
_ADDRESS: Final = re.compile(
    r"(\b(?:moro|resido|vivo|meu endere[cç]o|minha casa|mi direcci[oó]n|mi domicilio|mi casa|i live"
    r"|my address|my house)\s+(?:(?:é|e|es|is|fica|queda|na|no|em|en|at|on|la|el)\s+){0,3})"
    r"((?:rua|r\.|av\.?|avenida|avda\.?|travessa|alameda|rodovia|estrada|calle|carrera|pasaje)\s"
    r"[^.!?;\n\d]{1,60}\d+|\d+\s(?:\w+\s){1,4}(?:street|st|avenue|ave|road|rd|drive|dr|lane|ln)\b)"
    r"(?:,?\s(?:ap(?:to|t|artamento)?|bloco|casa|piso|dpto|depto|puerta|apt|unit)\.?\s\w+)*",
    re.IGNORECASE,
)

_INTRODUCTION: Final = re.compile(
    r"\b(?:meu\s+nome\s+(?:completo\s+)?(?:é|e|eh)|me\s+chamo|chamo-me|aqui\s+quem\s+fala\s+(?:é|e)\s+[oa]"
    r"|me\s+llamo|mi\s+nombre\s+(?:completo\s+)?es"
    r"|my\s+(?:full\s+)?name\s+is|my\s+name's)\s*:?\s+",
    re.IGNORECASE,
)
_SIGNATURE: Final = re.compile(
    r"(\b(?:att|atte|atenciosamente|atentamente|cordialmente|saludos(?: cordiales)?|abra[cç]os?|abs"
    r"|(?:kind |best |warm )?regards|sincerely|yours truly|assinado|firmado|signed)\b[\s.,:;\-]+)"
    r"((?-i:[A-ZÀ-Ý])[\w'’-]{1,30}(?: (?:(?:d[aeo]s?|del|l[ao]s?|y|e) ){0,2}(?-i:[A-ZÀ-Ý])[\w'’.-]{0,30}){0,4})"
    r"(?=[\s.!]*$)",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE: Final = 100
_WORD: Final = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’-][^\W\d_]+)*\.?")
_CONNECTORS: Final = frozenset(
    {"de", "da", "do", "dos", "das", "del", "la", "las", "los", "y", "e"}
)
_SPACES: Final = re.compile(r"\s+")
_MOST_NAMES: Final = 5


def masked(text: str) -> str:
    """The comment with what names a person replaced by dots."""
    if any(sign in text for sign in ("@", "(at)", "[at]", "arroba")):
        text = _LINKED_NAME.sub(HIDDEN, _EMAIL.sub(HIDDEN, text))
    if any(character.isdigit() for character in text):
        text = _ADDRESS.sub(rf"\1{HIDDEN}", text)
        text = _NAMED_NUMBER.sub(rf"\1\2{HIDDEN}", _DOCUMENT.sub(HIDDEN, text))
        text = _IP_ADDRESS.sub(HIDDEN, text)
        text = _NUMBER.sub(_number, text)
    text = _without_names(text)
    before_end = max(0, len(text) - _LONGEST_SIGNATURE)
    return text[:before_end] + _SIGNATURE.sub(rf"\1{HIDDEN}", text[before_end:])


def _number(found: re.Match[str]) -> str:
    written, text = found.group(), found.string
    digits = sum(character.isdigit() for character in _DATE.sub("", written))
    before = text[max(0, found.start() - _LOOK_BACK) : found.start()]
    stays = (
        digits < _FEWEST_DIGITS
        or _FEW_PAIRS.fullmatch(written)
        or _AMOUNT.match(text, found.start())
        or _CURRENCY_BEFORE.search(before)
        or _CURRENCY_AFTER.match(text, found.end())
        or _THING_BEFORE.search(before)
    )
    return written if stays else HIDDEN


def _without_names(text: str) -> str:
    pieces, at = [], 0
    for found in _INTRODUCTION.finditer(text):
        if found.start() < at:
            continue
        end = _name_end(text, found.end())
        if end > found.end():
            pieces += [text[at : found.end()], HIDDEN]
            at = end
    return "".join([*pieces, text[at:]])


def _name_end(text: str, start: int) -> int:
    """Where a name that begins at `start` ends: its first word, further ones in capitals or joined by
    "da", and one more in small letters that is no common word, for who types no capitals."""
    end, at, names, connected = start, start, 0, False
    while names < _MOST_NAMES and (found := _WORD.match(text, at)):
        word = found.group().rstrip(".")
        is_name = (
            names == 0
            or word[0].isupper()
            or (names == 1 and word.islower() and not connected and not _is_common(word))
        )
        if is_name:
            names, connected = names + 1, False
            end = found.start() + len(word)
        elif fold(word) in _CONNECTORS and not connected:
            connected = True
        else:
            break
        after = found.start() + len(word)
        spaces = _SPACES.match(text, after)
        if not spaces:
            break
        at = spaces.end()
    return end


def _is_common(word: str) -> bool:
    return any(fold(word) in stop_words(language) for language in LANGUAGES)
