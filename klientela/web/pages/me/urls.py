"""Addresses under `/me/`."""

from django.urls import path

from klientela.web.pages.me import views

urlpatterns = [
    path("", views.me, name="me"),
    path("password", views.password, name="me-password"),
]
