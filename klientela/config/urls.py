"""Every address of the site: the frame, and one line for each page."""

from django.urls import include, path

from klientela.web.pages.customers import urls as customers

urlpatterns = [
    path("", include("klientela.web.pages.sign_in.urls")),
    path("", include("klientela.web.pages.shell.urls")),
    path("", include("klientela.web.pages.today.urls")),
    path("", include(customers.root_urlpatterns)),
    path("me/", include("klientela.web.pages.me.urls")),
    path("customers/", include(customers.urlpatterns)),
    path("customers/<int:customer_id>/", include("klientela.web.pages.customer.urls")),
    path("analysis/", include("klientela.web.pages.analysis.urls")),
    path("exchange/", include("klientela.web.pages.exchange.urls")),
]

handler400 = "klientela.web.errors.bad_request"
handler403 = "klientela.web.errors.forbidden"
handler404 = "klientela.web.errors.not_found"
handler500 = "klientela.web.errors.bug"
