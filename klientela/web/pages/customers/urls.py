"""Addresses under `/customers/`."""

from django.urls import path

from klientela.web.pages.customers import adding, bulk, finding, views

urlpatterns = [
    path("", views.index, name="customers"),
    path("count", views.count, name="customers-count"),
    path("export", views.export, name="customers-export"),
    path("new", adding.new, name="customer-new"),
    path("bulk", bulk.bulk, name="customers-bulk"),
    path("changes/<int:change_id>/undo", bulk.undo, name="change-undo"),
]
# Addresses at the root of the site: the search box asks `/find?q=`.
root_urlpatterns = [path("find", finding.find, name="find")]
