"""Signing in: once per address, slowly for guessers, never for those switched off."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from klientela.accounts.actions.sign_ins import LINK_LIVES, TRIES, WINDOW, one_time_address, sign_in, use_link
from klientela.accounts.actions.users import change_password, switch_off
from klientela.accounts.models import SignInFailure, SignInLink
from klientela.core.actor import Actor
from klientela.core.clock import now
from klientela.core.errors import Refused

PASSWORD = "violet hedgehog 77"


def _token(address: str) -> str:
    return address.rsplit("/", 1)[-1]


def test_an_address_signs_its_user_in_once(colleague: Any) -> None:
    token = _token(one_time_address("http://127.0.0.1:8000/", colleague))
    assert use_link(token) == colleague
    with pytest.raises(Refused) as refusal:
        use_link(token)
    assert refusal.value.code == "sign_in.link_used"


def test_the_token_itself_is_not_kept(colleague: Any) -> None:
    token = _token(one_time_address("http://127.0.0.1:8000", colleague))
    assert not SignInLink.objects.filter(digest__contains=token).exists()


def test_an_old_address_opens_nothing(colleague: Any) -> None:
    token = _token(one_time_address("http://127.0.0.1:8000", colleague))
    with time_machine.travel(now() + LINK_LIVES + timedelta(seconds=1), tick=False), pytest.raises(Refused):
        use_link(token)


def test_an_address_without_a_user_belongs_to_the_owner(owner: Any) -> None:
    assert use_link(_token(one_time_address("http://127.0.0.1:8000"))) == owner


def test_a_password_opens_by_name_and_by_mail(colleague: Any, as_colleague: Actor) -> None:
    colleague.email = "colleague@north.example"
    colleague.save()
    change_password(colleague, PASSWORD, actor=as_colleague)
    assert sign_in("colleague", PASSWORD, "127.0.0.1") == colleague
    assert sign_in("Colleague@North.example", PASSWORD, "127.0.0.1") == colleague


def test_after_too_many_failures_even_the_right_password_waits(colleague: Any, as_colleague: Actor) -> None:
    change_password(colleague, PASSWORD, actor=as_colleague)
    SignInFailure.objects.bulk_create(SignInFailure(username="colleague", address="10.0.0.1") for _ in range(TRIES))
    with pytest.raises(Refused) as refusal:
        sign_in("colleague", PASSWORD, "127.0.0.1")
    assert refusal.value.code == "sign_in.too_many"
    with time_machine.travel(now() + WINDOW + timedelta(seconds=1), tick=False):
        assert sign_in("colleague", PASSWORD, "127.0.0.1") == colleague


def test_a_wrong_password_is_counted(colleague: Any) -> None:
    with pytest.raises(Refused) as refusal:
        sign_in("colleague", "guess", "127.0.0.1")
    assert refusal.value.code == "sign_in.wrong"
    assert SignInFailure.objects.filter(username="colleague").count() == 1


def test_whoever_is_switched_off_does_not_come_in(colleague: Any, as_colleague: Actor, as_owner: Actor) -> None:
    change_password(colleague, PASSWORD, actor=as_colleague)
    token = _token(one_time_address("http://127.0.0.1:8000", colleague))
    switch_off(colleague, actor=as_owner)
    with pytest.raises(Refused):
        use_link(token)
    with pytest.raises(Refused):
        sign_in("colleague", PASSWORD, "127.0.0.1")


def test_a_weak_password_is_refused_and_the_old_one_holds(colleague: Any, as_colleague: Actor) -> None:
    change_password(colleague, PASSWORD, actor=as_colleague)
    with pytest.raises(Refused) as refusal:
        change_password(colleague, "password", actor=as_colleague)
    assert refusal.value.code == "user.weak_password"
    assert sign_in("colleague", PASSWORD, "127.0.0.1") == colleague
