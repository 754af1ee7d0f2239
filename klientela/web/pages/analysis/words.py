"""The words of the ten groups' advice, and how the scores are told apart."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ADVICE: dict[str, Promise] = {
    "thank_and_ask_for_referrals": _("Thank them, show them what is new first, ask whom they would recommend you to."),
    "offer_the_better_and_the_matching": _("Offer what is better, and what goes with what they buy."),
    "make_the_next_order_easy": _("Make the next order easy: a reminder in time, their usual basket."),
    "welcome_and_show_the_range": _("Welcome them, and show what else there is."),
    "win_the_second_order": _("Win the second order; by themselves few come back."),
    "remind_with_something_for_them": _("Remind them with something that is meant for them."),
    "ask_before_they_forget": _("Ask how it was, before they forget you."),
    "call_and_ask_what_changed": _("Call, and ask what has changed."),
    "visit_at_once": _("Call or visit at once: they bought much and often, and have stopped."),
    "mail_but_do_not_call": _("A mailing now and then; calls cost more than they bring."),
}
