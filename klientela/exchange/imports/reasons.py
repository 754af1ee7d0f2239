"""What is wrong with a row, or why it brought nothing: one table of code and sentence, translated where it is shown."""

from typing import Final

from django.utils.translation import gettext_lazy as _

SENTENCES: Final = {
    "row.surplus": _("The row has more cells than the table has columns, or its quotation marks do not close."),
    "row.total": _("This is a sum of the rows above, not a row of its own."),
    "row.empty": _("The row is empty in all columns that are used."),
    "row.nothing_new": _("Everything in this row is in the base already."),
    "row.same_customer": _("The same customer as in an earlier row; what was new in this row was added there."),
    "cell.unread": _("A number or a day in this row cannot be read."),
    "customer.name_missing": _("There is no name, and no customer of the base that these data fit."),
    "customer.unknown": _("There is no customer with this number, neither in the base nor in the file."),
    "customer.elsewhere": _("This customer is in the base already, with somebody whose records you do not see."),
    "contact.elsewhere": _("This contact is in the base already, with somebody whose records you do not see."),
    "contact.name_missing": _("The contact has no name."),
    "contact.customer_missing": _("It is not said whose contact this is."),
    "order.day_missing": _("The day of the order is missing."),
    "order.amount_missing": _("The amount of the order is missing."),
    "order.known": _("This order is in the base already; orders are not changed by an import."),
    "line.empty": _("The line has neither quantity nor price nor amount."),
}
