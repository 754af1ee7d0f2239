"""Addresses under `/analysis/`."""

from django.urls import path

from klientela.web.pages.analysis import views

urlpatterns = [path("", views.value, name="analysis")]
