"""Addresses under `/customers/<customer_id>/`."""

from django.urls import path

from klientela.web.pages.customer import editing, people, views, writing

urlpatterns = [
    path("", views.index, name="customer"),
    path("timeline", views.timeline, name="customer-timeline"),
    path("log", writing.log, name="customer-log"),
    path("edit/<str:column>", editing.edit, name="customer-edit"),
    path("place", editing.place, name="customer-place"),
    path("archive", writing.archive, name="customer-archive"),
    path("claim", writing.claim, name="customer-claim"),
    path("assign", writing.assign, name="customer-assign"),
    path("tags", writing.tag, name="customer-tag"),
    path("tags/<int:tag_id>/remove", writing.untag, name="customer-untag"),
    path("marker", writing.marker, name="customer-marker"),
    path("contacts", people.add_contact, name="customer-contacts"),
    path("contacts/<int:contact_id>/archive", people.archive_contact, name="customer-contact-archive"),
    path("points", people.add_point, name="customer-points"),
    path("tasks/<int:task_id>/done", writing.done, name="customer-task-done"),
]
