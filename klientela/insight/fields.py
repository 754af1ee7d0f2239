"""The conclusions about a customer that people see in lists, filters, exports and commands."""

from django.utils.translation import gettext_noop as _

from klientela.rules.fields import Field, FieldType

T = FieldType

FIELDS: tuple[Field, ...] = (
    Field("insight.marker", _("Marker"), T.MARKER, "conclusion__marker", sortable=True, filterable=True,
          purpose="how far the customer is"),
    Field("insight.rfm", _("RFM"), T.RFM, "conclusion__rfm", sortable=True, filterable=True,
          purpose="who is best, who slips away"),
    Field("insight.recency", _("Recency"), T.NUMBER, "conclusion__recency", filterable=True, purpose="RFM grid"),
    Field("insight.frequency", _("Frequency"), T.NUMBER, "conclusion__frequency", filterable=True, purpose="RFM grid"),
    Field("insight.monetary", _("Amount"), T.NUMBER, "conclusion__monetary", filterable=True, purpose="RFM grid"),
    Field("insight.purchases", _("Purchases"), T.NUMBER, "conclusion__purchases", sortable=True, filterable=True,
          purpose="regulars and one-time buyers"),
    Field("insight.total", _("Bought"), T.MONEY, "conclusion__total", sortable=True, filterable=True,
          purpose="worth so far"),
    Field("insight.first_purchase_on", _("First purchase"), T.DAY, "conclusion__first_purchase_on", filterable=True,
          purpose="how long somebody is with us"),
    Field("insight.last_purchase_on", _("Last purchase"), T.DAY, "conclusion__last_purchase_on", sortable=True,
          filterable=True, purpose="who went silent"),
    Field("insight.next_order_on", _("Next order expected"), T.DAY, "conclusion__next_order_on", filterable=True,
          purpose="whom to call in time"),
    Field("insight.last_contact_at", _("Last contact"), T.MOMENT, "conclusion__last_contact_at", filterable=True,
          purpose="whom nobody spoke with"),
)  # fmt: skip
