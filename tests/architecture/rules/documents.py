"""Documents against code: the glossary and the models, the words of the README and the Makefile, nothing private."""

import re
from collections.abc import Container, Iterable
from pathlib import Path

from tests.architecture.rules.source import files

MODEL_IN_GLOSSARY = re.compile(r"^\| [^|]+ \| `(\w+)` \|", re.MULTILINE)
COMMAND = re.compile(r"`make (\w+)`")
OWN_COMMAND = re.compile(r"(?:^|`)(?:\.venv/bin/)?klientela(?: --(?:home \S+|json))* ([a-z][\w-]*)", re.MULTILINE)
TARGET = re.compile(r"^(\w+):", re.MULTILINE)
# Written apart, so that this file does not name what it looks for.
PRIVATE = re.compile(
    r"(?<![\w.])/(?:work/(?:main|shared)|home/\w+/|root/|Users/\w+|tmp/\w)"
    r"|(?:pypi|pythonhosted)\.(?:org|io)|registry\.(?:npm|yarn)|index[-_]url\s*=|go[p]roxy"
)
TEXT = {"", ".py", ".md", ".txt", ".toml", ".lock", ".html", ".css", ".js", ".po", ".cfg", ".yml", ".yaml", ".sh"}


def glossary_names_every_model(root: Path, models: Iterable[str]) -> list[str]:
    """Compare the glossary's column of models with the models there are, both ways."""
    named = set(MODEL_IN_GLOSSARY.findall((root / "docs" / "glossary.md").read_text(encoding="utf-8")))
    there = set(models)
    return [f"docs/glossary.md: say what {name} is" for name in sorted(there - named)] + [
        f"docs/glossary.md: {name} is not a model" for name in sorted(named - there)
    ]


def commands_of_the_documents_exist(root: Path) -> list[str]:
    """Find `make …` in the documents that the Makefile does not know; README must name run and test."""
    targets = set(TARGET.findall((root / "Makefile").read_text(encoding="utf-8")))
    pages = (*root.glob("*.md"), *(root / "docs").rglob("*.md"))
    unknown = [
        f"{path.relative_to(root)}: make {word} does not exist"
        for path in pages
        for word in COMMAND.findall(path.read_text(encoding="utf-8"))
        if word not in targets
    ]
    readme = COMMAND.findall((root / "README.md").read_text(encoding="utf-8"))
    return unknown + [f"README.md: does not name make {word}" for word in ("run", "test") if word not in readme]


def links_of_the_documents_lead_somewhere(root: Path) -> list[str]:
    """Find links and pictures of the documents whose file is missing."""
    return [
        f"{path.relative_to(root)}: {target} is missing"
        for path in (*root.glob("*.md"), *(root / "docs").rglob("*.md"))
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text(encoding="utf-8"))
        if "://" not in target and not target.startswith("mailto:") and not (path.parent / target).exists()
    ]


def files_named_in_the_documents_exist(root: Path) -> list[str]:
    """Find files and folders of the project that a document names in backticks and that are not there."""
    return [
        f"{path.relative_to(root)}: {name} is missing"
        for path in (*root.glob("*.md"), *(root / "docs").rglob("*.md"))
        for name in re.findall(r"`((?:klientela|tests|tools|bench|drills|docs)/[\w./*-]+)`", path.read_text("utf-8"))
        if "…" not in name and not any(root.glob(name.rstrip("/")))
    ]


def commands_of_klientela_exist(root: Path, known: Container[str]) -> list[str]:
    """Find `klientela …` in the documents, in backticks or as a line of a block, that the command does not know."""
    return [
        f"{path.relative_to(root)}: klientela {word} does not exist"
        for path in (*root.glob("*.md"), *(root / "docs").rglob("*.md"))
        for word in OWN_COMMAND.findall(path.read_text(encoding="utf-8"))
        if word not in known
    ]


def settings_of_the_documents_exist(root: Path) -> list[str]:
    """Find environment variables that a document explains and nothing reads."""
    places = [*(root / "klientela").rglob("*.py"), *(root / "tests").glob("*.py"), root / "Makefile"]
    read = "".join(path.read_text(encoding="utf-8") for path in places if path.exists())
    return [
        f"{path.relative_to(root)}: nothing reads {name}"
        for path in (*root.glob("*.md"), *(root / "docs").rglob("*.md"))
        for name in sorted(set(re.findall(r"\bKLIENTELA_[A-Z_]+\b", path.read_text(encoding="utf-8"))))
        if name not in read
    ]


def documents_named_in_the_code_exist(root: Path) -> list[str]:
    """Find documents that a comment or docstring sends its reader to and that are not there."""
    return [
        f"{path}: {name} is missing"
        for folder in ("klientela", "tools")
        for path, text in files(root, folder, ".py", ".html", ".css", ".js")
        for name in re.findall(r"\bdocs/[\w/-]+\.md", text)
        if not (root / name).exists()
    ]


def nothing_private_is_published(root: Path, tracked: Iterable[str]) -> list[str]:
    """Find paths of somebody's machine and addresses of package registries in the files that git keeps."""
    return [
        f"{name}:{number}: {found.group()!r} belongs to a machine, not to the project"
        for name in tracked
        if Path(name).suffix in TEXT and (root / name).is_file()
        for number, line in enumerate((root / name).read_text(encoding="utf-8").splitlines(), start=1)
        if (found := PRIVATE.search(line))
    ]
