"""Tables of work: tasks, and what people decided about an action of Today."""

from klientela.work.models.tasks import Task
from klientela.work.models.today import Setaside

__all__ = ["Setaside", "Task"]
