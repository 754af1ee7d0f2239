"""Models and migrations say the same."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState


def states() -> tuple[ProjectState, ProjectState]:
    """Return what the migrations make, and what the models want."""
    return MigrationLoader(None).project_state(), ProjectState.from_apps(apps)


def no_migration_is_missing(migrated: ProjectState, wanted: ProjectState) -> list[str]:
    """Find changes of models for which nobody wrote a migration."""
    changes = MigrationAutodetector(migrated, wanted)._detect_changes()
    return [
        f"{app}: {operation.describe()}"
        for app, migrations in sorted(changes.items())
        for migration in migrations
        for operation in migration.operations
    ]
