"""Addresses of the frame."""

from django.urls import path

from klientela.web.pages.shell import views

urlpatterns = [path("rail", views.rail_counts, name="rail")]
