"""Addresses under `/customers/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
# Addresses at the root of the site: the search box asks `/find?q=`.
root_urlpatterns: list[URLPattern] = []
