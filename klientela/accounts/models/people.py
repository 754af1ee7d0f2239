"""People who use the base and the teams they form."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from klientela.core.actor import Role


class UserManager(BaseUserManager["User"]):
    """Makes users; a user without a password can come in by a one-time address only."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Return a new user; `password` of None means that none works."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """Somebody who signs in: what they are in the company, and how they like to read."""

    class RoleChoice(models.TextChoices):
        OWNER = Role.OWNER, _("owner")
        MANAGER = Role.MANAGER, _("manager")
        SELLER = Role.SELLER, _("seller")
        READER = Role.READER, _("read only")

    class Sees(models.TextChoices):
        OWN = "own", _("own customers")
        TEAM = "team", _("customers of the team")
        ALL = "all", _("all customers")

    class Theme(models.TextChoices):
        SYSTEM = "system", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    class Density(models.TextChoices):
        COMFORTABLE = "comfortable", _("comfortable")
        COMPACT = "compact", _("compact")

    username = models.CharField(max_length=150, unique=True)
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=150)
    role = models.CharField(max_length=10, choices=RoleChoice, default=RoleChoice.SELLER)
    sees = models.CharField(max_length=4, choices=Sees, default=Sees.OWN)
    is_active = models.BooleanField(default=True)
    language = models.CharField(max_length=5, blank=True, help_text="empty means the browser's")
    theme = models.CharField(max_length=6, choices=Theme, default=Theme.SYSTEM)
    density = models.CharField(max_length=11, choices=Density, default=Density.COMFORTABLE)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name or self.username


class Team(models.Model):
    """People who work together; a manager sees what the members of the team own."""

    name = models.CharField(max_length=100, unique=True)
    members = models.ManyToManyField(User, through="Membership", related_name="teams")

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """That somebody is in a team."""

    team = models.ForeignKey(Team, models.CASCADE)
    user = models.ForeignKey(User, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="membership_once")]
