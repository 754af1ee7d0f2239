"""The fields that conclusions bring to the catalogue; none is editable, all can be filtered by.

Sortable are those whose columns have an index with the customer: a list must stay fast with a million rows.
"""

from django.utils.translation import gettext_noop as _

from klientela.insight.models import Conclusion
from klientela.rules.fields import Field, FieldType

T = FieldType
GROUPS = tuple((group.value, str(group.label)) for group in Conclusion.Group)
MARKERS = tuple((marker.value, str(marker.label)) for marker in Conclusion.Marker)

FIELDS: tuple[Field, ...] = (
    Field("customer.marker", _("Marker"), T.MARKER, "conclusion__marker", choices=MARKERS, sortable=True,
          filterable=True, purpose="how far the customer is"),
    Field("customer.rfm", _("RFM"), T.RFM, "conclusion__rfm", sortable=True, filterable=True,
          purpose="who deserves attention first"),
    Field("customer.rfm_group", _("RFM group"), T.CHOICE, "conclusion__rfm_group", choices=GROUPS, filterable=True,
          purpose="what to do with customers alike"),
    Field("customer.recency", _("Recency"), T.NUMBER, "conclusion__recency", filterable=True,
          purpose="how lately they bought, 1 to 5"),
    Field("customer.frequency", _("Frequency"), T.NUMBER, "conclusion__frequency", filterable=True,
          purpose="how often they bought, 1 to 5"),
    Field("customer.monetary", _("Amount"), T.NUMBER, "conclusion__monetary", filterable=True,
          purpose="how much they bought, 1 to 5"),
    Field("customer.purchases", _("Purchases"), T.NUMBER, "conclusion__purchases", sortable=True, filterable=True,
          purpose="who buys again"),
    Field("customer.first_purchase_on", _("First purchase"), T.DAY, "conclusion__first_purchase_on", filterable=True,
          purpose="since when they buy"),
    Field("customer.last_purchase_on", _("Last purchase"), T.DAY, "conclusion__last_purchase_on", sortable=True,
          filterable=True, purpose="who was lost from sight"),
    Field("customer.total", _("Bought in all"), T.MONEY, "conclusion__total", sortable=True, filterable=True,
          purpose="what the customer brought so far"),
    Field("customer.year_total", _("Bought in 12 months"), T.MONEY, "conclusion__year_total", filterable=True,
          purpose="what the customer brings now"),
    Field("customer.usual_interval", _("Usual interval, days"), T.NUMBER, "conclusion__usual_interval",
          filterable=True, purpose="when to ask again"),
    Field("customer.next_order_on", _("Next order expected"), T.DAY, "conclusion__next_order_on", filterable=True,
          purpose="whom to call in time"),
    Field("customer.last_contact_at", _("Last contact"), T.MOMENT, "conclusion__last_contact_at", filterable=True,
          purpose="who was forgotten"),
    Field("customer.inquiries", _("Inquiries"), T.NUMBER, "conclusion__inquiries", filterable=True,
          purpose="how often they asked"),
)  # fmt: skip
