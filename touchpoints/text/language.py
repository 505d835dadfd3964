"""Which of the three languages a comment is in, by a vote of its common words."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import Final

from touchpoints.text.lexicon import LANGUAGES, load
from touchpoints.text.tokens import fold

_WORD: Final = re.compile(r"(?<![@\w])[^\W\d_]+(?:'[a-z]+)?")

# A word that two of the languages share votes for both; with accents as they are often left out.
_COMMON: Final = {
    "pt": """a o os as um uma uns umas de do da dos das no na nos nas ao aos em com por pelo pela
        para pra pro e ou mas que se não nao nem sim é eh são sao foi era está esta estão tá ta tem
        tenho tinha ter ser eu ele ela eles elas você voce vc vcs nós meu minha meus minhas seu sua
        seus suas isso isto esse essa este muito muita mt mto mais menos também tbm já ja ainda
        quando como onde porque pq depois antes até ate sem sobre só so bem mal bom boa bons boas
        ótimo otimo ótima otima péssimo pessimo ruim produto entrega chegou recebi gostei adorei
        recomendo loja preço atendimento obrigado obrigada tudo nada ninguém nunca sempre hoje
        dia dias vez prazo comprei veio lugar melhor pior fazer fiz quero demais legal compra
        rápido rapido rápida rapida qualidade excelente lento caro cara fila para todo toda todos
        todas fiquei achei acho estava estavam pode podem há dá deu cada outro outra outros outras
        nenhum nenhuma algum alguma novamente agora aqui lá ali essa esses essas num numa têm vale
        pena apenas tão quase fácil difícil horas filho filha casa pouco pouca quarto quartos foram
        será seria vou vai fica ficou maravilhoso maravilhosa perfeito perfeita chega lhe quem""",
    "es": """a el la los las lo un una unos unas de del al en con por para y e o pero que se no ni
        sí es son fue era está esta están tiene tengo tenía tener ser estar yo él ella ellos ellas
        usted ustedes tú nosotros mi mis su sus eso esto ese este muy mucho mucha más mas menos
        también tambien ya todavía aún cuando como donde porque después despues antes hasta sin
        sobre solo sólo bien mal buen bueno buena buenos buenas excelente pésimo malo mala producto
        entrega envío llegó llego recibí recibi gustó gusto encantó encanta recomiendo tienda precio
        atención atencion servicio gracias todo nada nadie nunca siempre hoy día días dia dias vez
        plazo compré compre vino lugar mejor peor hacer hice quiero compra rápido rapido rápida
        rapida calidad lento caro cara personal le les nos me te hay ha he han fila muchas todos
        todas toda estoy estaba estaban fueron sería seria espero cada otro otra otros otras ningún
        ningun ninguna algún algun alguna muchos aquí aqui allí ahí qué si sido puede pueden vale
        pena casi tan horas hijo hija casa poco poca habitación habitacion fui fuimos va voy queda
        quedó maravilloso maravillosa perfecto perfecta quien ahora esos esas""",
    "en": """a the an of to in on at for with from by and or but that this these those it its it's
        is are was were be been has have had do does did not no i i'm i've my me we our us you your
        he she they them their his her very so too more less also yet still when where how because
        after before until without about just only well bad good great nice love loved like product
        delivery arrived received recommend store price service thanks thank everything nothing
        nobody never always today day days time bought came place best worst make quick fast
        quality slow expensive cheap staff would will can can't don't didn't doesn't there all as
        if what which who out up get got excellent terrible easy here then than now one any some
        many much such could should may please help need want back new really pretty highly food
        room hotel customer work works worked out over down off into other again same never""",
}
_ENDINGS: Final = {
    "pt": ("ção", "ções", "cao", "coes", "inho", "inha", "mente", "ei", "ou", "eiro", "agem"),
    "es": ("ción", "ciones", "cion", "ito", "ita", "mente", "aron", "ieron", "ó", "é", "ado"),
    "en": ("ing", "tion", "ed", "ly", "ness", "ful", "n't", "'s", "'re", "'ve", "th", "gh", "ck"),
}
_LETTERS: Final = {"pt": "ãõçâêôà", "es": "ñ", "en": ""}
_PAIRS: Final = {
    "pt": ("nh", "lh", "ss", "ou"),
    "es": ("ll", "ue", "ie"),
    "en": ("th", "sh", "wh", "ck", "oo", "ee", "w", "k", "y"),
}
_COMMON_VOTE: Final = 1.0
_ENDING_VOTE: Final = 0.5
_LETTER_VOTE: Final = 1.5
_PAIR_VOTE: Final = 0.3
_OPINION_VOTE: Final = 0.6
_PRIOR_VOTE: Final = 0.7
_DECIDED: Final = 0.5
_MEMO_SIZE: Final = 200_000

Votes = tuple[float, float, float]

_NO_VOTES: Final[Votes] = (0.0, 0.0, 0.0)
_memo: dict[str, Votes] = {}


def comment_language(text: str, fallback: str = "pt") -> str:
    """Whether a comment is in "pt", "es" or "en"; the fallback where its words do not tell."""
    return _decided(_vote(text)) or fallback


def comment_languages(texts: Sequence[str], default: str = "pt") -> list[str]:
    """The language of each comment. A comment whose words leave it open is taken to be in the
    language that more of the other comments are in; the default is for when none tells."""
    votes = [_vote(text) for text in texts]
    counted = Counter(decided for vote in votes if (decided := _decided(vote)))
    total = sum(counted.values())
    if not total:
        return [default] * len(texts)
    portuguese, spanish, english = (_PRIOR_VOTE * counted[name] / total for name in LANGUAGES)
    result = []
    for one, two, three in votes:
        ranked = (one + portuguese, "pt"), (two + spanish, "es"), (three + english, "en")
        result.append(max(ranked)[1])
    return result


def _vote(text: str) -> Votes:
    portuguese = spanish = english = 0.0
    for word in _WORD.findall(text.lower()):
        votes = _memo.get(word) or _votes(word)
        if votes is not _NO_VOTES:
            portuguese += votes[0]
            spanish += votes[1]
            english += votes[2]
    if "¿" in text or "¡" in text:
        spanish += _LETTER_VOTE
    return portuguese, spanish, english


def _decided(votes: Votes) -> str | None:
    ranked = sorted(zip(votes, LANGUAGES, strict=True), reverse=True)
    return ranked[0][1] if ranked[0][0] - ranked[1][0] >= _DECIDED else None


def _votes(word: str) -> Votes:
    folded = fold(word)
    votes = []
    for language in LANGUAGES:
        vote = 0.0
        if word in _common_words()[language]:
            vote = _COMMON_VOTE
        elif load(language).weight(folded) is not None:
            vote = _OPINION_VOTE
        if len(word) > 3 and word.endswith(_ENDINGS[language]):
            vote += _ENDING_VOTE
        if any(letter in word for letter in _LETTERS[language]):
            vote += _LETTER_VOTE
        if any(pair in word for pair in _PAIRS[language]):
            vote += _PAIR_VOTE
        votes.append(vote)
    if len(_memo) > _MEMO_SIZE:
        _memo.clear()
    result = _memo[word] = (votes[0], votes[1], votes[2]) if any(votes) else _NO_VOTES
    return result


@cache
def _common_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words.split()) for language, words in _COMMON.items()}
