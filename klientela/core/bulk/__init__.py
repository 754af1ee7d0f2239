"""Many rows at once: reserving ids, inserting and updating set-based, alike on both databases.

The ORM's bulk methods build one object and one parameter list per row; an import of a million order lines would spend
most of its time there. This is one of the few places that speak SQL, so that no other has to.

Columns are attributes as on the model ("customer_id", "created_at"). Values are plain Python: text, integers,
booleans, dates, aware datetimes, and whatever a JSON field holds. `core.bulk.tables` takes whole columns of Arrow,
which is quicker still; who does not need it does not load Arrow.
"""

from klientela.core.bulk.reserving import CrowdedSequenceError, reserve_ids
from klientela.core.bulk.rows import copy_rows, update_rows

__all__ = ["CrowdedSequenceError", "copy_rows", "reserve_ids", "update_rows"]
