"""One-time addresses that sign somebody in, and failures that slow a guesser down."""

from django.db import models

from klientela.accounts.models.people import User


class SignInLink(models.Model):
    """A one-time address; only the digest of its token is kept, so that a stolen database opens no door."""

    user = models.ForeignKey(User, models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)


class SignInFailure(models.Model):
    """A wrong password for a name from an address, at a moment."""

    username = models.CharField(max_length=150)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["username", "at"]), models.Index(fields=["address", "at"])]
