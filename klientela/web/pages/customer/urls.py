"""Addresses under `/customers/<customer_id>/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
