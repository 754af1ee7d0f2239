"""Tables of the mechanisms: jobs, the outbox, kept files and settings."""

from klientela.core.models.job import Job, Schedule
from klientela.core.models.outbox import Delivery, OutboxEvent
from klientela.core.models.record import Record
from klientela.core.models.setting import Setting
from klientela.core.models.stored_file import StoredFile

__all__ = ["Delivery", "Job", "OutboxEvent", "Record", "Schedule", "Setting", "StoredFile"]
