"""The list of stored codes and the sentence of each: add a line here when a lower floor stores a new code.

The English sentence is the key of its translations; `%(name)s` places are filled with the stored parameters.
"""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


@dataclass(frozen=True, slots=True)
class Counted:
    """A sentence that bends with a number: `ngettext_lazy(one, many, "number")`, and the parameter that is counted."""

    text: Any
    by: str


SENTENCES: dict[str, Promise | Counted] = {
    # the history of the base and of its people
    "history.undone": _("Took an earlier change back"),
    "user.added": _("Added the user %(name)s"),
    "user.password_changed": _("Changed the password"),
    "user.switched_off": _("Switched off the account of %(name)s"),
    "sample.filled": Counted(
        ngettext_lazy(
            "Filled the base with %(customers)s made-up customer",
            "Filled the base with %(customers)s made-up customers",
            "number",
        ),
        "customers",
    ),
    # what a file holds and what its columns mean
    "kind.firms": _("The columns tell about firms."),
    "kind.firms_with_people": _("The columns tell about firms and their people in one row."),
    "kind.people_alone": _("The columns tell about people without firms."),
    "kind.people_of_customers": _("People who point at customers by a key of the file."),
    "kind.dates_and_amounts": _("Dates and amounts of somebody: orders."),
    "kind.quantities_and_prices": _("Quantities and prices: lines of orders."),
    "kind.looks_like_deals": _("It looks like deals, not like orders. Bring it in as orders only if they were paid."),
    "header.exact": _("The header says so."),
    "header.within": _("The header holds a known word."),
    "values.tell": _("The values look like it."),
    "unmapped.unknown": _("Neither the header nor the values tell what it is."),
    "unmapped.empty": _("The column is empty."),
    "unmapped.values_differ": _("The values are not what the header seems to say."),
    "unmapped.taken": _("Another column already fills this field."),
    "unmapped.no_place": _("A file of this kind has no place for it."),
    "mapping.missing": _("A column is missing that such a file cannot do without."),
    "mapping.doubled": _("Two columns fill the same field."),
    "mapping.no_place": _("A file of this kind has no such field."),
    # the history of customers
    "customer.added": _("Added %(name)s"),
    "customer.edited": _("Changed the customer"),
    "customer.claimed": _("Took the customer over"),
    "customer.assigned": _("Gave the customer another owner"),
    "customer.untagged": _("Took the tag %(tag)s off"),
    "customers.assigned": Counted(
        ngettext_lazy("Gave %(count)s customer another owner", "Gave %(count)s customers another owner", "number"),
        "count",
    ),
    "search.caught_up": Counted(
        ngettext_lazy("%(rows)s row can be found faster now", "%(rows)s rows can be found faster now", "number"), "rows"
    ),
    "customers.exported": Counted(
        ngettext_lazy("Exported %(count)s customer", "Exported %(count)s customers", "number"), "count"
    ),
    "facts.exported": Counted(
        ngettext_lazy("Took out the facts of %(count)s order", "Took out the facts of %(count)s orders", "number"),
        "count",
    ),
    "customers.archived": Counted(
        ngettext_lazy("Archived %(count)s customer", "Archived %(count)s customers", "number"), "count"
    ),
    "customers.tagged": Counted(
        ngettext_lazy(
            "Hung the tag %(tag)s on %(count)s customer", "Hung the tag %(tag)s on %(count)s customers", "number"
        ),
        "count",
    ),
    "address.added": _("Added the address"),
    "address.edited": _("Changed the address"),
    "contact.added": _("Added the contact %(name)s"),
    "contact.edited": _("Changed the contact"),
    "contact.affiliated": _("Put %(name)s among the contacts"),
    "contact.role_changed": _("Changed the role of a contact"),
    "identifier.added": _("Added the number %(value)s"),
    "identifier.edited": _("Changed a number"),
    "identifier.removed": _("Removed the number %(value)s"),
    "point.added": _("Added %(value)s"),
    "point.edited": _("Changed a phone or an address"),
    "point.removed": _("Removed %(value)s"),
    # facts
    "consent.given": _("Recorded a consent"),
    "consent.withdrawn": _("Recorded that a consent was withdrawn"),
    "inquiry.received": _("Recorded an inquiry"),
    "interaction.logged": _("Recorded a contact with the customer"),
    "interaction.edited": _("Changed the record of a contact"),
    "refusal.recorded": _("Recorded a refusal"),
    # why a marker
    "marker.none": _("No reaction is recorded yet."),
    "marker.meeting": _("Agreed to a presentation on %(agreed_on)s."),
    "marker.consent": _("Agreed to receive mailings on %(given_on)s."),
    "marker.withdrawn": _("Withdrew the consent to mailings on %(withdrawn_on)s."),
    "marker.inquiry": _("Asked about a product on %(asked_on)s."),
    "marker.asked_again": _("Asked again on %(asked_on)s, after a refusal."),
    "marker.purchase": _("Bought on %(bought_on)s."),
    "marker.purchases": Counted(
        ngettext_lazy(
            "Bought %(count)s time, last on %(bought_on)s.", "Bought %(count)s times, last on %(bought_on)s.", "number"
        ),
        "count",
    ),
    "marker.refusal": _("Refused on %(refused_on)s."),
    "marker.override": _("Set by %(by)s on %(set_on)s: %(why)s"),
    "marker.overridden": _("Set the marker by hand"),
    "marker.lifted": _("Let the facts decide the marker again"),
    # why an RFM score
    "rfm.scored": Counted(
        ngettext_lazy(
            "%(count)s purchase, last on %(last_on)s, %(total)s in all.",
            "%(count)s purchases, last on %(last_on)s, %(total)s in all.",
            "number",
        ),
        "count",
    ),
    "rfm.no_purchase": _("Nothing was bought yet."),
    "rfm.undated": _("The purchases have no dates."),
    "rfm.unpriced": _("The purchases have no amounts."),
    "rfm.too_few": Counted(
        ngettext_lazy(
            "Only %(customers)s customer has bought: too few to compare.",
            "Only %(customers)s customers have bought: too few to compare.",
            "number",
        ),
        "customers",
    ),
    "rfm.no_scoring": _("Nobody was scored yet."),
    # work
    "task.added": _("Planned: %(title)s"),
    "task.postponed": _("Put off: %(title)s"),
    "task.reassigned": _("Handed over: %(title)s"),
    # bringing a file in
    "import.written": _("Brought in the file %(name)s"),
    "import.inspecting": _("Finding out what kind of file it is"),
    "import.reading": _("Reading the rows"),
    "import.understanding": _("Understanding the values"),
    "import.matching": _("Looking for the same customers in the base"),
    "history.waiting": _("Waiting until another file is brought in or taken back"),
    "history.begun": _("Under way"),
    "import.looked": _("%(new)s rows new, %(updated)s updated, %(failed)s failed"),
    "import.done": _("%(new)s rows new, %(updated)s updated, %(failed)s failed"),
    # why somebody stands on Today
    "today.slipping": _(
        "Orders every %(days)s days; the last came on %(bought_on)s, the next was expected on %(expected_on)s."
    ),
    "today.inquiry": _("Asked on %(asked_on)s; nobody has answered since."),
    "today.first_order": _("First and only order on %(bought_on)s; no word from us since."),
    # what was done about it
    "today.called": _("Called, from Today"),
    "today.done": _("Did what Today asked for"),
    "today.postponed": _("Put off what Today asked for"),
    "today.planned": _("Made a task of what Today asked for"),
    "stake.last_year": _("bought in their last 12 months"),
    "stake.first_order": _("usual first order of customers alike"),
    "stake.second_order": _("usual second order of customers alike"),
    "task.finished": _("Finished: %(title)s"),
    "task.reopened": _("Took up again: %(title)s"),
    "order.added": _("Added the order %(number)s"),
    "order.credited": _("Credited the order %(number)s"),
    "order.cancelled": _("Cancelled the order %(number)s"),
    "insight.refreshed": Counted(
        ngettext_lazy(
            "%(customers)s customer was brought up to date", "%(customers)s customers were brought up to date", "number"
        ),
        "customers",
    ),
    "insight.analysed": Counted(
        ngettext_lazy(
            "%(customers)s customer was analysed as of %(as_of_on)s",
            "%(customers)s customers were analysed as of %(as_of_on)s",
            "number",
        ),
        "customers",
    ),
}
