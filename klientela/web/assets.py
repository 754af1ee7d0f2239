"""How styles, scripts and drawings are named: by the digest of their content, so that browsers keep them for good.

Names inside style sheets and script modules are rewritten too. Before `collectstatic` ran (in tests) the plain name is
given instead of an error: a test asks for every name that stands in a template.
"""

from typing import Any
from urllib.parse import urlsplit

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

OURS = "klientela/"


class Storage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Compressed files under digest names, `import` of script modules included."""

    support_js_module_import_aggregation = True
    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the digest name, or the plain one where nothing was collected."""
        collected: str | None = self.hashed_files.get(self.hash_key(urlsplit(name).path))
        return collected or name

    def hashed_name(self, name: str, content: Any = None, filename: str | None = None) -> str:
        """Return the name with its digest; a file of ours that names a missing one fails the collection."""
        try:
            hashed: str = super().hashed_name(name, content, filename)
        except ValueError:
            # Scripts of packages hold text that only looks like an import.
            if name.startswith(OURS):
                raise
            return name
        return hashed
