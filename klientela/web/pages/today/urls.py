"""Addresses under `/`."""

from django.urls import path

from klientela.web.pages.today import views

urlpatterns = [
    path("", views.today, name="today"),
    path("today/<int:customer_id>/<slug:action>/<slug:way>", views.ask, name="today-ask"),
    path("today/tasks/<int:task_id>/done", views.finish_task, name="today-task-done"),
    path("today/undo/<int:change>", views.take_back, name="today-undo"),
]
