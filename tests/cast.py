"""The cast: who acts in the tests, each as a user and as the `Actor` that actions and queries are given.

owner sees everything; manager and colleague share a team and see what it owns; reader belongs to that team and may
change nothing; stranger is a seller of another team, who sees what is theirs.
"""

from typing import Any

import pytest

from klientela.core.actor import Role


@pytest.fixture
def cast(db: None) -> dict[str, Any]:
    """Return the whole cast by name, seated in their teams."""
    from klientela.accounts.models import User
    from tests.factories.accounts import make_team, make_user

    team = User.Sees.TEAM

    people = {
        "owner": make_user("owner", role=Role.OWNER, sees=User.Sees.ALL),
        "manager": make_user("manager", role=Role.MANAGER, sees=team),
        "colleague": make_user("colleague", role=Role.SELLER, sees=team),
        "reader": make_user("reader", role=Role.READER, sees=team),
        "stranger": make_user("stranger", role=Role.SELLER),
    }
    make_team("North", members=[people["manager"], people["colleague"], people["reader"]])
    make_team("South", members=[people["stranger"]])
    return people


@pytest.fixture
def owner(cast: dict[str, Any]) -> Any:
    """Return the owner of the base."""
    return cast["owner"]


@pytest.fixture
def manager(cast: dict[str, Any]) -> Any:
    """Return the manager of the team North."""
    return cast["manager"]


@pytest.fixture
def colleague(cast: dict[str, Any]) -> Any:
    """Return a seller of the team North."""
    return cast["colleague"]


@pytest.fixture
def reader(cast: dict[str, Any]) -> Any:
    """Return somebody of the team North who may look and change nothing."""
    return cast["reader"]


@pytest.fixture
def stranger(cast: dict[str, Any]) -> Any:
    """Return a seller of the team South."""
    return cast["stranger"]


def _actor(user: Any) -> Any:
    from klientela.accounts.queries.actors import actor_for

    return actor_for(user)


@pytest.fixture
def as_owner(owner: Any) -> Any:
    """Return the owner as an actor."""
    return _actor(owner)


@pytest.fixture
def as_manager(manager: Any) -> Any:
    """Return the manager as an actor."""
    return _actor(manager)


@pytest.fixture
def as_colleague(colleague: Any) -> Any:
    """Return the colleague as an actor."""
    return _actor(colleague)


@pytest.fixture
def as_reader(reader: Any) -> Any:
    """Return the reader as an actor."""
    return _actor(reader)


@pytest.fixture
def as_stranger(stranger: Any) -> Any:
    """Return the stranger as an actor."""
    return _actor(stranger)
