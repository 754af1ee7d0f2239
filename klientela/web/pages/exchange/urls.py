"""Addresses under `/exchange/`."""

from django.urls import path

from klientela.web.pages.exchange import views

urlpatterns = [
    path("", views.exchange, name="exchange"),
    path("upload", views.upload, name="exchange-upload"),
    path("sample/clear", views.clear_sample, name="sample-clear"),
    path("<int:import_id>/", views.one_import, name="import"),
    path("<int:import_id>/correct", views.correct, name="import-correct"),
    path("<int:import_id>/begin", views.begin, name="import-begin"),
    path("<int:import_id>/stop", views.stop, name="import-stop"),
    path("<int:import_id>/undo", views.take_back, name="import-undo"),
    path("<int:import_id>/failed", views.failed, name="import-failed"),
]
