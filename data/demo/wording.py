"""What the demo shop's things are called in each language, and in which dialect it exports them."""

from __future__ import annotations

from typing import NamedTuple

from data.demo.shop import STAGE_OF

LANGUAGES = ("pt", "es", "en")
DELIMITERS = {"pt": ";", "es": ";", "en": ","}


class Words(NamedTuple):
    """What a business calls its things; the names by language."""

    channels: dict[str, dict[str, str]]
    touchpoints: dict[str, dict[str, str]]
    stages: dict[str, dict[str, str]]
    stage_of: dict[str, str]
    event_headers: dict[str, list[str]]
    answer_headers: dict[str, list[str]]


CHANNELS = {
    "instagram": {"pt": "Instagram", "es": "Instagram", "en": "Instagram"},
    "google": {"pt": "Google", "es": "Google", "en": "Google"},
    "site": {"pt": "Site", "es": "Sitio web", "en": "Website"},
    "whatsapp": {"pt": "WhatsApp", "es": "WhatsApp", "en": "WhatsApp"},
    "store": {"pt": "Loja física", "es": "Tienda física", "en": "Physical store"},
    "marketplace": {"pt": "Marketplace", "es": "Marketplace", "en": "Marketplace"},
    "email": {"pt": "E-mail", "es": "Correo electrónico", "en": "E-mail"},
    "phone": {"pt": "Telefone", "es": "Teléfono", "en": "Phone"},
}

STAGES = {
    "awareness": {"pt": "Descoberta", "es": "Descubrimiento", "en": "Awareness"},
    "consideration": {"pt": "Consideração", "es": "Consideración", "en": "Consideration"},
    "purchase": {"pt": "Compra", "es": "Compra", "en": "Purchase"},
    "service": {"pt": "Atendimento", "es": "Atención", "en": "Service"},
    "loyalty": {"pt": "Fidelidade", "es": "Fidelización", "en": "Loyalty"},
}

TOUCHPOINTS = {
    "instagram_post": {
        "pt": "Post no Instagram",
        "es": "Publicación en Instagram",
        "en": "Instagram post",
    },
    "instagram_ad": {
        "pt": "Anúncio no Instagram",
        "es": "Anuncio en Instagram",
        "en": "Instagram ad",
    },
    "google_search": {"pt": "Busca no Google", "es": "Búsqueda en Google", "en": "Google search"},
    "home_page": {"pt": "Página inicial", "es": "Página de inicio", "en": "Home page"},
    "catalogue": {"pt": "Catálogo", "es": "Catálogo", "en": "Catalogue"},
    "product_page": {"pt": "Página do produto", "es": "Página del producto", "en": "Product page"},
    "product_question": {
        "pt": "Dúvida sobre produto",
        "es": "Consulta sobre un producto",
        "en": "Product question",
    },
    "store_visit": {"pt": "Visita à loja", "es": "Visita a la tienda", "en": "Store visit"},
    "cart": {"pt": "Carrinho", "es": "Carrito", "en": "Cart"},
    "checkout": {"pt": "Fechamento do pedido", "es": "Finalizar compra", "en": "Checkout"},
    "pix_payment": {"pt": "Pagamento por Pix", "es": "Pago con Pix", "en": "Pix payment"},
    "card_payment": {"pt": "Pagamento com cartão", "es": "Pago con tarjeta", "en": "Card payment"},
    "store_purchase": {"pt": "Compra na loja", "es": "Compra en tienda", "en": "Store purchase"},
    "order_confirmation": {
        "pt": "Confirmação do pedido",
        "es": "Confirmación del pedido",
        "en": "Order confirmation",
    },
    "delivery": {"pt": "Entrega", "es": "Entrega", "en": "Delivery"},
    "exchange": {
        "pt": "Troca e devolução",
        "es": "Cambios y devoluciones",
        "en": "Exchange and return",
    },
    "support_chat": {"pt": "Chat de suporte", "es": "Chat de soporte", "en": "Support chat"},
    "support_call": {"pt": "Ligação ao suporte", "es": "Llamada a soporte", "en": "Support call"},
    "shop_reply": {
        "pt": "Resposta da loja",
        "es": "Respuesta de la tienda",
        "en": "Shop reply",
    },
    "support_reply": {
        "pt": "Resposta do suporte",
        "es": "Respuesta de soporte",
        "en": "Support reply",
    },
    "satisfaction_survey": {
        "pt": "Pesquisa de satisfação",
        "es": "Encuesta de satisfacción",
        "en": "Satisfaction survey",
    },
    "loyalty_coupon": {
        "pt": "Cupom fidelidade",
        "es": "Cupón de fidelidad",
        "en": "Loyalty coupon",
    },
}

EVENT_HEADERS = {
    "pt": ["cliente", "data_hora", "canal", "ponto de contato", "etapa", "valor"],
    "es": ["cliente", "fecha_hora", "canal", "punto de contacto", "etapa", "importe"],
    "en": ["customer", "timestamp", "channel", "touchpoint", "stage", "amount"],
}

ANSWER_HEADERS = {
    "pt": [
        "cliente",
        "respondido em",
        "canal",
        "ponto de contato",
        "etapa",
        "De 0 a 10, quanto você recomendaria a nossa loja a um amigo? (NPS)",
        "De 1 a 5, qual é a sua satisfação com este atendimento? (CSAT)",
        "Conte o motivo da sua nota",
    ],
    "es": [
        "cliente",
        "respondido el",
        "canal",
        "punto de contacto",
        "etapa",
        "Del 0 al 10, ¿cuánto recomendaría nuestra tienda a un amigo? (NPS)",
        "Del 1 al 5, ¿qué tan satisfecho quedó con esta atención? (CSAT)",
        "Cuéntenos el motivo de su nota",
    ],
    "en": [
        "customer",
        "answered at",
        "channel",
        "touchpoint",
        "stage",
        "From 0 to 10, how likely are you to recommend our shop to a friend? (NPS)",
        "From 1 to 5, how satisfied were you with this contact? (CSAT)",
        "Please tell us why you gave this score",
    ],
}

SHOP = Words(CHANNELS, TOUCHPOINTS, STAGES, STAGE_OF, EVENT_HEADERS, ANSWER_HEADERS)
