"""All components on one page, served in tests only: for the accessibility check and for looking at it."""

from datetime import date
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path
from django_cotton.compiler_regex import CottonCompiler

from klientela.config.urls import handler400, handler403, handler404, handler500
from klientela.config.urls import urlpatterns as product
from klientela.core.money import Money
from klientela.web.pages.sign_in.forms import SignInForm
from klientela.web.vocabulary import MARKERS

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

SOURCE = Path(__file__).with_name("style_guide.html")
WHY_IN_RUSSIAN = (
    "Второй заказ опаздывает на 9 дней; после первого никто не звонил, хотя клиент просил прислать предложение."
)
FIRMS = [
    ("platinum", "Drewnex Sp. z o.o.", "Orders every 31 days, silent for 58. Bought for 18,400 a year.", "Łódź", 61),
    ("yellow-green", "Kaufmann Logistik GmbH", "Asked for a price 3 days ago; nobody has answered.", "Leipzig", 0),
    ("gold", "ООО «Северный ветер и сыновья»", WHY_IN_RUSSIAN, "Набережные Челны", 1),
    ("golden-red", "Hale & Marsh <Ltd>", "Refused in May because of the price.", "Leeds", 1),
    ("white", "Stahlbau Richter AG", "Nothing is known yet.", "Dresden", 0),
]  # fmt: skip


def show(request: HttpRequest) -> HttpResponse:
    """The page with every component in its usual and its awkward forms."""
    rows = [
        {"marker": code, "who": who, "why": why, "place": place, "orders": orders, "day": date(2026, 11, 20 - at * 4)}
        | {"money": Money(1_140_000 * at, "PLN") if at != 1 else None}
        for at, (code, who, why, place, orders) in enumerate(FIRMS, start=0)
    ]
    template = engines["django"].from_string(CottonCompiler().process(SOURCE.read_text(encoding="utf-8")))
    form = SignInForm({"username": "", "password": "x"})
    form.add_error(None, "The name or the password is wrong.")
    return HttpResponse(template.render({"actions": rows, "markers": MARKERS, "form": form}, request))


urlpatterns = [path("style-guide/", show), *product]
