"""The fields of a customer that people see, for lists, filters, imports, exports, the API and commands.

Fields whose path is empty lie in rows of their own; `customers.queries.related` says how they are read. So is the
parent, whose name is told only to those who see it.
"""

from django.utils.translation import gettext_noop as _

from klientela.rules.fields import Field, FieldType

T = FieldType

FIELDS: tuple[Field, ...] = (
    Field("customer.name", _("Name"), T.TEXT, "name", sortable=True, editable=True, purpose="tells who it is"),
    Field("customer.kind", _("Kind"), T.CHOICE, "kind", filterable=True,
          choices=(("company", _("company")), ("government", _("government")), ("person", _("person"))),
          purpose="companies, the state and people are sold to differently"),
    Field("customer.relationship", _("Relationship"), T.CHOICE, "relationship", filterable=True, editable=True,
          choices=(("customer", _("customer")), ("partner", _("partner")), ("agent", _("agent")),
                   ("colleague", _("colleague")), ("competitor", _("competitor")), ("referrer", _("referrer"))),
          purpose="keeps partners and competitors apart from customers"),
    Field("customer.legal_name", _("Legal name"), T.TEXT, "legal_name", editable=True, purpose="stands in documents"),
    Field("customer.owner", _("Owner"), T.REFERENCE, "owner__name", filterable=True,
          purpose="who is responsible, and who sees the customer"),
    Field("customer.country", _("Country"), T.TEXT, "country", filterable=True, purpose="map, formats, language"),
    Field("customer.locality", _("Place"), T.TEXT, "locality", sortable=True, filterable=True,
          purpose="trips and deliveries"),
    Field("customer.industry", _("Industry"), T.TEXT, "industry", sortable=True, filterable=True, editable=True,
          purpose="segments and arguments"),
    Field("customer.employees", _("Employees"), T.NUMBER, "employees", filterable=True, editable=True,
          purpose="size of the firm"),
    Field("customer.annual_revenue", _("Annual revenue"), T.MONEY, "annual_revenue", editable=True,
          purpose="size of the firm"),
    Field("customer.founded_year", _("Founded"), T.NUMBER, "founded_year", filterable=True, editable=True,
          purpose="years in business"),
    Field("customer.source", _("Source"), T.REFERENCE, "source__name", filterable=True, editable=True,
          purpose="which sources bring good customers"),
    Field("customer.parent", _("Belongs to"), T.REFERENCE, "parent_id", editable=True,
          purpose="groups of firms"),
    Field("customer.language", _("Language"), T.TEXT, "language", filterable=True, editable=True,
          purpose="language of letters"),
    Field("customer.technologies", _("Technologies"), T.TEXT, "technologies", editable=True, purpose="segments"),
    Field("customer.purpose", _("Purpose of buying"), T.TEXT, "purpose", filterable=True, editable=True,
          purpose="own use, production or resale"),
    Field("customer.objectives", _("Objectives"), T.TEXT, "objectives", editable=True, purpose="arguments"),
    Field("customer.risk", _("Risk"), T.CHOICE, "risk", filterable=True, editable=True,
          choices=(("", _("none known")), ("trouble", _("financial trouble")), ("cut", _("cut production")),
                   ("liquidated", _("liquidated"))),
          purpose="lowers the chance of deals"),
    Field("customer.note", _("Note"), T.TEXT, "note", editable=True, purpose="what does not fit elsewhere"),
    Field("customer.tags", _("Tags"), T.TEXT, "", filterable=True, purpose="one's own grouping"),
    Field("customer.phone", _("Phone"), T.TEXT, "", purpose="calling"),
    Field("customer.email", _("E-mail"), T.TEXT, "", purpose="writing"),
    Field("customer.site", _("Site"), T.TEXT, "", purpose="reading up before a call"),
    Field("customer.tax_number", _("Tax number"), T.TEXT, "", purpose="matching, documents"),
    Field("customer.external_id", _("Number in another system"), T.TEXT, "", purpose="matching"),
    Field("customer.created", _("Added"), T.MOMENT, "created_at", sortable=True, filterable=True,
          purpose="what is new"),
    Field("customer.archived", _("Archived"), T.FLAG, "archived_at", filterable=True,
          purpose="out of sight, not lost"),
)  # fmt: skip
