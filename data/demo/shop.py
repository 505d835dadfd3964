"""What is true of the demo shop: its stages, its year, its week, its prices and its weak points.

Everything is in keys ("whatsapp", "product_question"); wording.py gives them their names.
"""

from __future__ import annotations

from datetime import date, datetime

SEED = 20261031
START = datetime(2026, 2, 1)
DAYS = 273
DAY = 86_400
PEOPLE = 3_000
DECORATORS = 22
ANSWERS = 1_200

STAGE_OF = {
    "instagram_post": "awareness",
    "instagram_ad": "awareness",
    "google_search": "awareness",
    "home_page": "awareness",
    "catalogue": "consideration",
    "product_page": "consideration",
    "product_question": "consideration",
    "store_visit": "consideration",
    "cart": "consideration",
    "checkout": "purchase",
    "pix_payment": "purchase",
    "card_payment": "purchase",
    "store_purchase": "purchase",
    "order_confirmation": "service",
    "delivery": "service",
    "exchange": "service",
    "support_chat": "service",
    "support_call": "service",
    "shop_reply": "consideration",
    "support_reply": "service",
    "satisfaction_survey": "loyalty",
    "loyalty_coupon": "loyalty",
}

# The first day on which a weight holds. Mother's Day is 10 May, the Brazilian Valentine's Day 12 June,
# Father's Day 9 August, Children's Day 12 October, carnival 14 to 17 February.
SEASON = [
    (date(2026, 2, 1), 0.85),
    (date(2026, 2, 14), 0.5),
    (date(2026, 2, 18), 0.85),
    (date(2026, 3, 9), 0.95),
    (date(2026, 4, 20), 1.6),
    (date(2026, 5, 2), 2.5),
    (date(2026, 5, 10), 0.9),
    (date(2026, 6, 1), 1.5),
    (date(2026, 6, 12), 0.65),
    (date(2026, 7, 1), 0.5),
    (date(2026, 8, 1), 1.1),
    (date(2026, 8, 9), 0.8),
    (date(2026, 9, 7), 0.95),
    (date(2026, 10, 1), 1.15),
]

# Monday first.
ONLINE_WEEK = [1.12, 1.1, 1.08, 1.02, 0.9, 0.72, 1.0]
STORE_WEEK = [0.7, 0.8, 0.85, 0.95, 1.2, 2.2, 0.0]
OFFICE_WEEK = [1.3, 1.1, 1.0, 1.0, 0.9, 0.0, 0.0]
CARRIER_WEEK = [1.0, 1.1, 1.1, 1.1, 1.0, 0.4, 0.0]

# Midnight first.
ONLINE_HOURS = [
    *(5, 2, 1, 1, 1, 1, 3, 7, 12, 16, 18, 22),
    *(34, 30, 19, 17, 17, 19, 24, 33, 42, 44, 32, 15),
]
STORE_HOURS = [*([0] * 9), 6, 12, 16, 17, 15, 14, 15, 17, 20, 12, *([0] * 5)]
OFFICE_HOURS = [*([0] * 9), 16, 18, 13, 6, 9, 14, 14, 12, 8, *([0] * 6)]
CARRIER_HOURS = [*([0] * 8), 4, 10, 14, 13, 7, 9, 13, 14, 11, 6, 2, *([0] * 5)]

PRICES = [2490, 3990, 4990, 5990, 7990, 8990, 11990, 14990, 18990, 24990, 34990, 59990, 129000]
PRICE_WEIGHTS = [9, 13, 14, 14, 13, 11, 9, 7, 5, 4, 2.5, 1.2, 0.4]

ENTRIES = {"instagram": 40.0, "google": 24.0, "direct": 12.0, "store": 13.0, "marketplace": 11.0}
RETURNS = {
    "instagram": 14.0,
    "google": 12.0,
    "direct": 34.0,
    "store": 18.0,
    "marketplace": 7.0,
    "email": 15.0,
}

# The chance that a journey which considers also buys: by its entry, and lower still once it waits on WhatsApp.
BUYS = {
    "instagram": 0.17,
    "google": 0.3,
    "direct": 0.33,
    "store": 0.42,
    "marketplace": 0.41,
    "email": 0.4,
}
CONSIDERS = {
    "instagram": 0.6,
    "google": 0.76,
    "direct": 0.78,
    "store": 1.0,
    "marketplace": 1.0,
    "email": 0.84,
}
ASKS = {
    "instagram": 0.58,
    "google": 0.2,
    "direct": 0.16,
    "store": 0.06,
    "marketplace": 0.05,
    "email": 0.1,
}
WHATSAPP_KEEPS = 0.5

# Of the questions on a channel, how many are ever replied to, and after how many minutes.
REPLIED = {"whatsapp": 0.58, "instagram": 0.93, "phone": 0.97, "site": 0.96}
REPLY_MINUTES = {
    "whatsapp": [120, 600, 1_440, 2_400, 4_300],
    "instagram": [4, 15, 40, 90, 180, 420],
    "phone": [1, 2, 4, 9],
    "site": [1, 3, 6, 14, 35],
}

# How eagerly a contact of this kind is rated; one after an online order only where its survey e-mail was opened.
RATED = {
    "store_purchase": 1.6,
    "store_visit": 0.35,
    "delivery": 1.6,
    "exchange": 4.5,
    "product_question": 1.4,
    "support_chat": 2.4,
    "support_call": 2.0,
    "checkout": 0.5,
    "pix_payment": 0.7,
    "card_payment": 0.6,
    "product_page": 0.06,
    "home_page": 0.06,
    "catalogue": 0.08,
    "cart": 0.16,
    "order_confirmation": 0.35,
    "satisfaction_survey": 0.12,
    "loyalty_coupon": 0.6,
    "instagram_post": 0.06,
    "instagram_ad": 0.06,
    "google_search": 0.06,
}
BY_EMAIL = (
    "delivery",
    "checkout",
    "pix_payment",
    "card_payment",
    "order_confirmation",
    "satisfaction_survey",
)

# Of 1,000 answers, how many give 0, 1, ... 10.
LIKELY = {
    "usual": [2, 2, 5, 8, 13, 28, 42, 130, 225, 275, 270],
    "best": [2, 2, 3, 6, 10, 20, 34, 98, 195, 290, 340],
    "fair": [8, 8, 14, 20, 30, 58, 76, 160, 226, 220, 180],
    "bad": [52, 36, 60, 84, 96, 128, 116, 160, 138, 80, 50],
    "worst": [150, 92, 104, 106, 98, 120, 88, 92, 74, 46, 30],
}
# Of 100 answers with this recommendation, how many rate the contact 1, 2, 3, 4, 5.
CSAT_GIVEN = {
    0: [76, 20, 4, 0, 0],
    1: [62, 30, 8, 0, 0],
    2: [48, 40, 12, 0, 0],
    3: [30, 46, 24, 0, 0],
    4: [16, 44, 38, 2, 0],
    5: [8, 34, 50, 8, 0],
    6: [4, 20, 56, 20, 0],
    7: [0, 4, 34, 54, 8],
    8: [0, 1, 16, 61, 22],
    9: [0, 0, 3, 35, 62],
    10: [0, 0, 1, 13, 86],
}
